package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.Settings;
import io.breakers.operations.SettingsException;
import io.breakers.proxy.ProxyEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * S57 with random documents: what is right is accepted and means what it says, what is wrong is refused by a
 * {@code SettingsException}, and nothing else ever happens. {@code -Dbreakers.documents=100000} is the full size.
 */
class SettingsFuzzTest {
    private static final int DOCUMENTS = Integer.getInteger("breakers.documents", 1_000);

    @TempDir
    Path directory;

    /** How many of the texts were documents that fit. */
    private int accepted;

    @Test
    void whatIsRightMeansWhatItSays() {
        var random = new Random(57);
        for (int i = 0; i < DOCUMENTS; i++) {
            var document = new RandomDocument(random);
            Map<String, String> flat = document.flat();
            Settings settings = Settings.of(flat);
            assertThat(Settings.of(settings.toMap())).as("%s", flat).isEqualTo(settings);
            for (Breaker breaker : registry(settings).breakers()) {
                assertThat(breaker.config())
                        .as("%s %s", breaker.name(), flat)
                        .isEqualTo(document.meaning(breaker.method()));
            }
        }
    }

    @Test
    void allFormatsSayTheSame() throws Exception {
        var random = new Random(58);
        for (int i = 0; i < DOCUMENTS / 10; i++) {
            Map<String, String> flat = new RandomDocument(random).flat();

            assertThat(load("a.properties", DocumentText.properties(flat))).isEqualTo(Settings.of(flat));
            assertThat(load("a.yaml", DocumentText.yaml(flat))).isEqualTo(Settings.of(flat));
            assertThat(load("a.json", DocumentText.json(flat))).isEqualTo(Settings.of(flat));
        }
    }

    @Test
    void whatIsMutatedIsRefusedOrMeansWhatItSays() throws Exception {
        var random = new Random(59);
        for (int i = 0; i < DOCUMENTS; i++) {
            Map<String, String> flat = new RandomDocument(random).flat();
            boolean properties = random.nextBoolean();
            String text = properties
                    ? DocumentText.properties(flat)
                    : random.nextBoolean() ? DocumentText.yaml(flat) : DocumentText.json(flat);
            for (int mutations = 1 + random.nextInt(3); mutations > 0; mutations--) {
                text = DocumentText.mutated(text, random);
            }
            loadOrRefuse(properties ? "a.properties" : "a.yaml", text);
        }
        assertThat(accepted).isBetween(DOCUMENTS / 20, DOCUMENTS / 2);
    }

    @Test
    void garbageIsRefused() throws Exception {
        var random = new Random(60);
        for (int i = 0; i < DOCUMENTS; i++) {
            String text = DocumentText.garbage(random);
            loadOrRefuse(random.nextBoolean() ? "a.properties" : "a.yaml", text);
        }
        assertThat(accepted).isLessThan(DOCUMENTS / 10);
    }

    /** What is accepted can be said again, and means the same; it fits a service or is refused by its name. */
    private void loadOrRefuse(String name, String text) throws Exception {
        Settings settings;
        try {
            settings = load(name, text);
        } catch (SettingsException refused) {
            assertThat(refused.problems()).as(text).isNotEmpty();
            assertThat(refused).as(text).message().startsWith("Cannot use the settings:");
            return;
        }
        Settings again = Settings.of(settings.toMap());
        assertThat(again).as(text).isEqualTo(settings);
        try {
            List<BreakerConfig> configs = configs(settings);
            accepted++;
            assertThat(configs(again)).as(text).isEqualTo(configs);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).as(text).message().matches("(?s)Cannot (protect|use the settings).*");
        }
    }

    private static List<BreakerConfig> configs(Settings settings) {
        return registry(settings).breakers().stream().map(Breaker::config).toList();
    }

    private Settings load(String name, String text) throws Exception {
        return Settings.load(Files.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8)));
    }

    private static BreakerRegistry registry(Settings settings) {
        BreakerRegistry registry = BreakerRegistry.builder()
                .config(RandomDocument.CODE)
                .settings(settings)
                .quiet()
                .build();
        registry.builder(Charges.class, new Charges.Real())
                .engine(ProxyEngine.JDK)
                .build();
        return registry;
    }
}
