package dev.holdfast.testservers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates that sign themselves, made by the JDK's own keytool. */
final class Certificate {

  private static final String NAME = "server";
  private static final String STORE_PASSWORD = "changeit";
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Certificate() {}

  /**
   * Makes a certificate for 127.0.0.1 and localhost.
   *
   * @param folder where {@code cert.pem} and {@code key.pem} are written
   * @return the file with the certificate
   */
  static Path make(Path folder) {
    Path file = folder.resolve("keys.p12");
    Command.run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            NAME,
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=DNS:localhost,IP:127.0.0.1",
            "-validity",
            "30",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            STORE_PASSWORD),
        folder);
    try {
      KeyStore store = KeyStore.getInstance(file.toFile(), STORE_PASSWORD.toCharArray());
      Key key = store.getKey(NAME, STORE_PASSWORD.toCharArray());
      write(folder.resolve("key.pem"), "PRIVATE KEY", key.getEncoded());
      return write(
          folder.resolve("cert.pem"), "CERTIFICATE", store.getCertificate(NAME).getEncoded());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The certificate of a test server cannot be made.", e);
    }
  }

  private static Path write(Path file, String kind, byte[] content) throws IOException {
    return Files.writeString(
        file,
        "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
            .formatted(kind, LINES.encodeToString(content)));
  }

  /** Returns what trusts the certificate in a PEM file, and no other. */
  static SSLContext trusting(Path certificate) {
    try (InputStream in = Files.newInputStream(certificate)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          NAME, CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(certificate + " is no certificate that can be used.", e);
    }
  }
}
