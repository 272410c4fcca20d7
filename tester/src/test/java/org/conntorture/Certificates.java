package org.conntorture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of a test: an authority, servers it vouches for, one it does not, a client; made by the JDK's keytool. */
public final class Certificates {
    private static final String PASSWORD = "changeit";

    private final Path directory;

    private Certificates(Path directory) {
        this.directory = directory;
    }

    public static Certificates makeIn(Path directory) throws Exception {
        Certificates made = new Certificates(directory);
        made.generate("authority", "CN=authority", "365", "now", "bc=ca:true");
        made.generate("foreign", "CN=good.test", "365", "now", "san=dns:good.test");
        made.signed("good", "CN=good.test", "365", "now", "san=dns:good.test,ip:127.0.0.1");
        made.signed("expired", "CN=good.test", "1", "-10d", "san=dns:good.test");
        made.signed("client", "CN=client", "365", "now", "ku=digitalSignature");
        made.exportPem();
        return made;
    }

    public Path authority() {
        return directory.resolve("authority.pem");
    }

    public Path clientCertificate() {
        return directory.resolve("client.pem");
    }

    public Path clientKey() {
        return directory.resolve("client.key");
    }

    /** For a server that shows {@code name}'s certificate, and takes clients of the authority. */
    public SSLContext serverContext(String name) throws GeneralSecurityException, IOException {
        KeyStore all = store();
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setEntry(
                name,
                all.getEntry(name, new PasswordProtection(PASSWORD.toCharArray())),
                new PasswordProtection(PASSWORD.toCharArray()));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", all.getCertificate("authority"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("all.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private void generate(String name, String subject, String days, String from, String extension) throws Exception {
        keytool(
                from,
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                subject,
                "-validity",
                days,
                "-ext",
                extension);
    }

    private void signed(String name, String subject, String days, String from, String extension) throws Exception {
        generate(name, subject, days, from, extension);
        String request = directory.resolve(name + ".csr").toString();
        String certificate = directory.resolve(name + ".crt").toString();
        keytool("now", "-certreq", "-alias", name, "-file", request);
        keytool(
                from,
                "-gencert",
                "-alias",
                "authority",
                "-infile",
                request,
                "-outfile",
                certificate,
                "-validity",
                days,
                "-ext",
                extension);
        keytool("now", "-importcert", "-noprompt", "-alias", name, "-file", certificate);
    }

    private void exportPem() throws GeneralSecurityException, IOException {
        Files.writeString(
                authority(),
                pem("CERTIFICATE", store().getCertificate("authority").getEncoded()));
        StringBuilder chain = new StringBuilder();
        for (Certificate certificate : store().getCertificateChain("client")) {
            chain.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        Files.writeString(clientCertificate(), chain);
        Key key = store().getKey("client", PASSWORD.toCharArray());
        Files.writeString(clientKey(), pem("PRIVATE KEY", key.getEncoded()));
    }

    private static String pem(String title, byte[] bytes) {
        return "-----BEGIN " + title + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
                + "\n-----END " + title + "-----\n";
    }

    private void keytool(String from, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1"));
        all.addAll(List.of(words));
        all.addAll(List.of("-keystore", directory.resolve("all.p12").toString(), "-storepass", PASSWORD));
        if (!from.equals("now")) {
            all.addAll(List.of("-startdate", from));
        }
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", all) + ": " + output);
        }
    }
}
