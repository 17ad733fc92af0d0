package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.OpenWait;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.Settings;
import io.breakers.operations.SettingsException;
import io.breakers.proxy.ProxyEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * S57 to S59 with random documents, right, broken and garbage, which one registry is to apply one after the other: each
 * changes everything as it says, or nothing, and only a {@code SettingsException} is ever thrown.
 * {@code -Dbreakers.documents=100000} is the full size.
 */
class ApplyFuzzTest {
    private static final int DOCUMENTS = Integer.getInteger("breakers.documents", 1_000);

    /** So often a broken document that was applied is compared with a registry that was made with it. */
    private static final int COMPARED = 20;

    /** Which some documents do not fit that fit everything else. */
    private static final BreakerConfig PARTICULAR = BreakerConfig.builder()
            .openFor(OpenWait.exponential(Duration.ofSeconds(30), 2, Duration.ofSeconds(90)))
            .successThreshold(4, 5)
            .build();

    @TempDir
    Path directory;

    private final Random random = new Random(5759);
    private final BreakerRegistry registry = registry(Settings.of(Map.of()));
    private final List<Breaker> breakers = registry.breakers();
    private final Map<Path, FileChannel> files = new HashMap<>();
    private int applied;
    private int refused;

    private static BreakerRegistry registry(Settings settings) {
        BreakerRegistry registry = BreakerRegistry.builder()
                .config(RandomDocument.CODE)
                .settings(settings)
                .quiet()
                .build();
        registry.builder(Charges.class, new Charges.Real())
                .engine(ProxyEngine.JDK)
                .build();
        registry.builder(Charges.class, new Charges.Real())
                .name("Particular")
                .engine(ProxyEngine.JDK)
                .config(PARTICULAR)
                .build();
        return registry;
    }

    private static Map<String, BreakerConfig> configs(List<Breaker> breakers) {
        var configs = new HashMap<String, BreakerConfig>();
        breakers.forEach(breaker -> configs.put(breaker.name(), breaker.config()));
        return configs;
    }

    @Test
    void s57_eachDocumentChangesEverythingOrNothing() throws IOException {
        for (int i = 0; i < DOCUMENTS; i++) {
            Map<String, BreakerConfig> before = configs(breakers);
            List<Long> revisions = revisions();
            Settings inForce = registry.settings();
            try {
                applyNext(i % 4);
                applied++;
            } catch (SettingsException expected) {
                refused++;
                assertThat(expected.problems()).isNotEmpty();
                assertThat(registry.settings()).isSameAs(inForce);
                assertThat(configs(breakers)).isEqualTo(before);
                assertThat(revisions()).isEqualTo(revisions);
            }
        }

        assertThat(applied).isGreaterThan(DOCUMENTS / 4);
        assertThat(refused).isGreaterThan(DOCUMENTS / 4);
    }

    private List<Long> revisions() {
        var revisions = new ArrayList<Long>(breakers.size());
        breakers.forEach(breaker -> revisions.add(breaker.revision()));
        return revisions;
    }

    private void applyNext(int kind) throws IOException {
        var document = new RandomDocument(random);
        Map<String, String> flat = document.flat();
        switch (kind) {
            case 0 -> applyRight(document, flat);
            case 1 -> applyAndGoBack(flat);
            case 2 -> applyBroken(flat);
            default -> apply(load(random.nextBoolean() ? "a.properties" : "a.yaml", DocumentText.garbage(random)));
        }
    }

    private void apply(Settings settings) {
        registry.apply(settings);
        assertThat(registry.settings()).isSameAs(settings);
    }

    private void applyRight(RandomDocument document, Map<String, String> flat) {
        apply(Settings.of(flat));
        for (Breaker breaker : breakers) {
            BreakerConfig meant = breaker.service().equals("Charges") ? document.meaning(breaker.method()) : PARTICULAR;
            if (!breaker.config().equals(meant)) { // asserting costs more than all the rest
                assertThat(breaker.config()).as("%s %s", breaker.name(), flat).isEqualTo(meant);
            }
        }
    }

    private void applyAndGoBack(Map<String, String> flat) {
        Map<String, BreakerConfig> before = configs(breakers);
        Settings other = Settings.of(flat);
        boolean same = other.equals(registry.settings());
        apply(other);
        if (!same) {
            assertThat(registry.rollback()).isTrue();
            assertThat(configs(breakers)).isEqualTo(before);
        }
    }

    private void applyBroken(Map<String, String> flat) throws IOException {
        boolean properties = random.nextBoolean();
        String text = properties
                ? DocumentText.properties(flat)
                : random.nextBoolean() ? DocumentText.yaml(flat) : DocumentText.json(flat);
        if (random.nextBoolean()) {
            text = text.replace("Charges", "Particular");
        }
        for (int mutations = random.nextInt(3); mutations > 0; mutations--) {
            text = DocumentText.mutated(text, random);
        }
        Settings settings = load(properties ? "a.properties" : "a.yaml", text);
        apply(settings);
        if (applied % COMPARED == 0) {
            assertThat(configs(registry(settings).breakers())).as(text).isEqualTo(configs(breakers));
        }
    }

    /** Writes into a file that stays open, because to empty a file takes longer than all the rest. */
    private Settings load(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        FileChannel channel = files.computeIfAbsent(file, ApplyFuzzTest::open);
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        long size = bytes.remaining();
        channel.position(0);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.truncate(size);
        return Settings.load(file);
    }

    private static FileChannel open(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @AfterEach
    void closeFiles() throws IOException {
        for (FileChannel channel : files.values()) {
            channel.close();
        }
    }
}
