package org.tunnelbench.testbroker;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;

/**
 * A broker's door of TLS and SASL/SCRAM: its key, its address and its users' passwords, all made
 * anew.
 *
 * @param folder holds the key and the certificate
 * @param passwords by the user's name
 */
record BrokerSecurity(Path folder, String address, String secret, Map<String, String> passwords) {
  private static final String LISTENER = "SECURED";
  private static final String MECHANISM = "SCRAM-SHA-512";
  private static final String AUTHORIZER =
      "org.apache.kafka.metadata.authorizer.StandardAuthorizer";
  private static final Duration LONGEST_MAKING = Duration.ofSeconds(60);

  /** One for these users. */
  static BrokerSecurity make(Path folder, List<String> users)
      throws IOException, InterruptedException, GeneralSecurityException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      BrokerSecurity made =
          new BrokerSecurity(
              folder, "127.0.0.1:" + free.getLocalPort(), random(), passwords(users));
      made.makeCertificate();
      return made;
    }
  }

  private static Map<String, String> passwords(List<String> users) {
    return users.stream().collect(toMap(user -> user, user -> random()));
  }

  private static String random() {
    return UUID.randomUUID().toString();
  }

  private Path keyStore() {
    return folder.resolve("broker.p12");
  }

  private Path certificate() {
    return folder.resolve("broker.pem");
  }

  private void makeCertificate()
      throws IOException, InterruptedException, GeneralSecurityException {
    Path secretFile = Files.writeString(folder.resolve("secret"), secret);
    StepResult made =
        LocalProcess.run(
            LocalCommand.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                keyStore().toString(),
                "-storetype",
                "PKCS12",
                "-storepass:file",
                secretFile.toString(),
                "-keyalg",
                "EC",
                "-alias",
                "broker",
                "-dname",
                "CN=broker",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-validity",
                "2"),
            LONGEST_MAKING);
    if (!made.succeeded()) {
      throw new IllegalStateException("keytool made no certificate: " + made.stderr());
    }
    KeyStore store = KeyStore.getInstance(keyStore().toFile(), secret.toCharArray());
    Certificate certificate = store.getCertificate("broker");
    Files.writeString(
        certificate(),
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(certificate.getEncoded())));
  }

  /** Adds the door to a broker's settings: who comes by it may do what the broker's ACLs say. */
  void addTo(Properties broker) {
    append(broker, "listeners", LISTENER + "://" + address);
    append(broker, "advertised.listeners", LISTENER + "://" + address);
    append(broker, "listener.security.protocol.map", LISTENER + ":SASL_SSL");
    broker.setProperty("inter.broker.listener.name", "PLAINTEXT");
    broker.setProperty("sasl.enabled.mechanisms", MECHANISM);
    String listener = "listener.name." + LISTENER.toLowerCase(Locale.ROOT) + ".";
    broker.setProperty(
        listener + MECHANISM.toLowerCase(Locale.ROOT) + ".sasl.jaas.config",
        ScramLoginModule.class.getName() + " required;");
    broker.setProperty(listener + "ssl.keystore.location", keyStore().toString());
    broker.setProperty(listener + "ssl.keystore.type", "PKCS12");
    broker.setProperty(listener + "ssl.keystore.password", secret);
    broker.setProperty("authorizer.class.name", AUTHORIZER);
    broker.setProperty("super.users", "User:ANONYMOUS");
  }

  private static void append(Properties settings, String key, String value) {
    settings.setProperty(key, settings.getProperty(key) + "," + value);
  }

  /** As Kafka's storage tool takes them. */
  List<String> credentials() {
    List<String> credentials = new ArrayList<>();
    passwords.forEach(
        (user, password) ->
            credentials.add("%s=[name=%s,password=%s]".formatted(MECHANISM, user, password)));
    return credentials;
  }

  /** What a client of this user is configured with. */
  Map<String, String> client(String user) {
    return client(user, passwords.getOrDefault(user, ""));
  }

  /** What a client is configured with that says it was this user. */
  Map<String, String> client(String user, String password) {
    return Map.of(
        "bootstrap.servers",
        address,
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        MECHANISM,
        "sasl.jaas.config",
        "%s required username=\"%s\" password=\"%s\";"
            .formatted(ScramLoginModule.class.getName(), user, password),
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        certificate().toString());
  }
}
