package io.breakers.fleet;

import static io.breakers.api.BreakerState.CLOSED;
import static io.breakers.api.BreakerState.FORCED_OPEN;
import static io.breakers.api.BreakerState.OPEN;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.BreakerState;
import io.breakers.api.Transition;
import io.breakers.api.TripRule;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.Settings;
import io.breakers.tools.Bell;
import io.breakers.tools.Page;
import io.breakers.tools.RecordedLog;
import io.breakers.tools.RedisServer;
import io.breakers.tools.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real Redis with the configuration that docs/guide/fleet.md gives it, and a certificate that is made here. */
@DisabledIfSystemProperty(named = "redis", matches = "none")
class FleetSecurityTest {
    private static final String PASSWORD = "changeit";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    @TempDir
    static Path directory;

    private static Path keys;
    private static int port;
    private static RedisServer redis;

    private final Bell bell = new Bell();

    @RegisterExtension
    final RecordedLog log = new RecordedLog(bell::ring);

    private final List<Fleet> fleets = new ArrayList<>();
    private final List<BreakerRegistry> registries = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        keys = directory.resolve("keys.p12");
        makeCertificate();
        port = ServerProcess.freePort();
        redis = new RedisServer(options());
    }

    private static void makeCertificate() throws Exception {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        int status = new ProcessBuilder((keytool + " -genkeypair -alias redis -keyalg RSA -keysize 2048 -validity 2"
                                + " -dname CN=localhost -ext san=dns:localhost -storetype PKCS12 -storepass " + PASSWORD
                                + " -keystore " + keys)
                        .split(" "))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(status).isZero();
        KeyStore made = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        Certificate certificate = made.getCertificate("redis");
        write(
                "redis.key",
                "PRIVATE KEY",
                made.getKey("redis", PASSWORD.toCharArray()).getEncoded());
        write("redis.crt", "CERTIFICATE", certificate.getEncoded());
        write("ca.crt", "CERTIFICATE", certificate.getEncoded());
        made.deleteEntry("redis");
        made.setCertificateEntry("ca", certificate);
        try (var trusted = Files.newOutputStream(directory.resolve("trusted.p12"))) {
            made.store(trusted, PASSWORD.toCharArray());
        }
    }

    private static void write(String file, String what, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                directory.resolve(file),
                "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n",
                US_ASCII);
    }

    /** The lines of the page, for this port and these files. */
    private static String[] options() {
        String lines = Page.of("docs/guide/fleet.md").blocks("").stream()
                .filter(block -> block.contains("tls-port"))
                .findFirst()
                .orElseThrow();
        assertThat(lines).contains("tls-port 6379\n", "user breakers-shop on >s3cret", "user default off\n");
        return lines.lines()
                .flatMap(line -> List.of(("--"
                                        + line.replace("tls-port 6379", "tls-port " + port)
                                                .replace("/etc/redis", directory.toString()))
                                .split(" "))
                        .stream())
                .toArray(String[]::new);
    }

    @AfterEach
    void leave() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE + "Password");
        fleets.forEach(Fleet::close);
        registries.forEach(BreakerRegistry::close);
    }

    @AfterAll
    static void end() throws IOException {
        if (redis != null) {
            redis.close();
        }
    }

    private static void trustTheCertificate() {
        System.setProperty(TRUST_STORE, directory.resolve("trusted.p12").toString());
        System.setProperty(TRUST_STORE + "Password", PASSWORD);
    }

    private final class Ringing implements BreakerListener {
        @Override
        public void onTransition(Transition transition) {
            bell.ring();
        }
    }

    private Fleet join(String group, String user, Duration patience) {
        BreakerRegistry registry = BreakerRegistry.builder()
                .config(BreakerConfig.builder()
                        .rules(TripRule.consecutiveFailures(1))
                        .build())
                .listener(breaker -> new Ringing())
                .quiet()
                .build();
        registries.add(registry);
        registry.breaker("Stock.find");
        Fleet fleet = Fleet.of(
                        registry,
                        RedisFleet.at("rediss://" + user + "@localhost:" + port).group(group))
                .sharingTrips(Quorum.of(0.5))
                .join(patience);
        fleets.add(fleet);
        return fleet;
    }

    private boolean allAre(BreakerState state) {
        return registries.stream()
                .allMatch(registry -> registry.breaker("Stock.find").state() == state);
    }

    @Test
    void whatThePageAllowsIsEnoughForAllThatAFleetDoes() {
        trustTheCertificate();
        Fleet first = join("shop", "breakers-shop:s3cret", PATIENCE);
        Fleet second = join("shop", "breakers-shop:s3cret", PATIENCE);
        join("shop", "breakers-shop:s3cret", PATIENCE);

        long document = first.apply(Settings.of(Map.of("defaults.open-for", "7s")));
        Bell.ask("all have it", () -> second.members().stream().allMatch(member -> member.document() == document));
        assertThat(second.rollback()).isTrue();
        first.forceOpen("Stock.find", "maintenance", "ops-7");
        bell.await("all are forced open", () -> allAre(FORCED_OPEN));
        first.reset("Stock.find", "done", "ops-7");
        bell.await("all are closed", () -> allAre(CLOSED));
        fail(registries.get(0));
        fail(registries.get(1));
        bell.await("all are open", () -> allAre(OPEN));

        assertThat(besidesSlowness(log)).allMatch(line -> line.startsWith("INFO: settings "));
    }

    /** What is logged, but for what a fleet says where a busy machine takes seconds for an answer. */
    static List<String> besidesSlowness(RecordedLog log) {
        return log.lines().stream()
                .filter(line -> Stream.of("it did not answer within", "timed out", "is connected again")
                        .noneMatch(line::contains))
                .toList();
    }

    private static void fail(BreakerRegistry registry) {
        assertThatThrownBy(() -> registry.breaker("Stock.find").run(() -> {
                    throw new IllegalStateException("down");
                }))
                .hasMessage("down");
    }

    @Test
    void thatUserMayDoNothingElse() {
        trustTheCertificate();
        isRefused("other", "breakers-shop:s3cret", "NOPERM");
    }

    @Test
    void nobodyElseGetsIn() {
        trustTheCertificate();
        isRefused("shop", "breakers-shop:wr0ng", "WRONGPASS");
    }

    @Test
    void aCertificateThatIsNotTrustedIsRefused() {
        isRefused("shop", "breakers-shop:s3cret", "certification path");
    }

    private void isRefused(String group, String user, String why) {
        Fleet fleet = join(group, user, Duration.ZERO);
        // The log tells the first reason only, which on a busy machine may be that an answer took too long.
        Bell.ask("it is refused because of " + why, () -> refusal(fleet).contains(why));

        assertThat(fleet.connected()).isFalse();
        assertThat(refusal(fleet) + String.join("\n", log.lines()))
                .contains("is not connected")
                .doesNotContain("s3cret", "wr0ng");
    }

    private static String refusal(Fleet fleet) {
        return catchThrowable(() -> fleet.reset("Stock.find", "why", "ops-7")).getMessage();
    }
}
