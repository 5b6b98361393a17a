SAETZE=8;SALDO=siehe Auszug
