import CLibssl

/// The certificate and key by which the server proves who it is. OpenSSL shares it among threads.
@safe final class ServerIdentity: @unchecked Sendable {
  let context: OpaquePointer

  init(folder: String) throws(BankError) {
    guard let context = unsafe SSL_CTX_new(TLS_server_method()) else { throw BankError(folder, "no TLS here") }
    unsafe self.context = context
    let certificate = folder + "/server.pem"
    guard unsafe SSL_CTX_use_certificate_chain_file(context, certificate) == 1,
      unsafe SSL_CTX_use_PrivateKey_file(context, folder + "/server.key", SSL_FILETYPE_PEM) == 1
    else { throw BankError(certificate, "no certificate, or not its key", hint: "samplebank generate --out …") }
  }

  deinit { unsafe SSL_CTX_free(context) }
}
