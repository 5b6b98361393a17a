SAETZE=7;SALDO=siehe Auszug
