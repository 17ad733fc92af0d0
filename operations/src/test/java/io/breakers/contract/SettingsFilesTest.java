package io.breakers.contract;

import static io.breakers.contract.Problems.map;
import static io.breakers.contract.Problems.ofFile;
import static io.breakers.contract.Problems.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.operations.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S57: documents in files, with their lines. */
class SettingsFilesTest {
    private static final Settings EXPECTED = Settings.of(map(
            "defaults.open-for", "10s",
            "defaults.ignore", "java.io.IOException, java.lang.Error",
            "services.[com.acme.Shop].methods.buy(String,long).failure-rate", "50%"));

    @TempDir
    Path directory;

    private Settings load(String name, String content) {
        return Settings.load(write(directory, name, content));
    }

    @Test
    void propertiesAreRead() {
        assertThat(load("a.properties", """
                        # a comment \\
                        defaults.open-for = 10s
                        defaults.ignore: java.io.IOException, \\
                           java.lang.Error
                        ! services.Shop.nonsense

                        services[com.acme.Shop].methods.buy(String,long).failureRate=50%
                        """)).isEqualTo(EXPECTED);
    }

    @Test
    void yamlIsRead() {
        assertThat(load("a.yaml", """
                        defaults: {openFor: 10s, ignore: [java.io.IOException, java.lang.Error]}
                        services:
                          '[com.acme.Shop]':
                            methods:
                              buy(String,long):
                                failure-rate: 50%
                        """)).isEqualTo(EXPECTED);
    }

    @Test
    void flatKeysInYamlAreRead() {
        assertThat(load("a.yml", """
                        defaults.open-for: 10s
                        defaults:
                          ignore: java.io.IOException, java.lang.Error
                        services.[com.acme.Shop]:
                          methods.buy(String,long).failure-rate: 50%
                        """)).isEqualTo(EXPECTED);
    }

    @Test
    void jsonIsRead() {
        assertThat(load("a.JSON", """
                        {
                        \t"defaults": {"open-for": "10s", "ignore": ["java.io.IOException", "java.lang.Error"]},
                        \t"services": {"[com.acme.Shop]": {"methods": {"buy(String,long)": {"failure-rate": "50%"}}}}
                        }
                        """)).isEqualTo(EXPECTED);
    }

    @Test
    void problemsOfPropertiesHaveLines() {
        assertThat(ofFile(directory, "a.properties", """
                        defaults.open-for=10
                        # comment

                        defaults.fail-on=java.io.IOException,\\
                          com.acme.Gone
                        defaults.probes=1
                        defaults.probes=2
                        defaults.Probes=3
                        defaults.measure-time=\\u12
                        """))
                .containsExactly(
                        "defaults.open-for = 10 (line 1): has no unit; write 10s or 10ms, whichever is meant",
                        "defaults.fail-on = java.io.IOException,com.acme.Gone (line 4): there is no class"
                                + " com.acme.Gone; a class in a class is written Outer$Inner",
                        "defaults.probes = 2 (line 7): is given before in line 6; leave one of them out",
                        "defaults.Probes = 3 (line 8): is another spelling of defaults.probes in line 6; leave one of"
                                + " them out",
                        "line 9: has a malformed \\uxxxx; write four hexadecimal digits, or the character itself");
    }

    @Test
    void problemsOfYamlHaveLines() {
        assertThat(ofFile(directory, "a.yaml", """
                        defaults:
                          open-for: 10
                          probes: 1
                          probes: 2
                        services:
                          Shop:
                          Other: {}
                          Third:
                            ignore: [[java.io.IOException]]
                            ? {a: b}
                            : 5
                        """))
                .containsExactly(
                        "defaults.open-for = 10 (line 2): has no unit; write 10s or 10ms, whichever is meant",
                        "defaults.probes = 2 (line 4): is given before in line 3; leave one of them out",
                        "services.Shop (line 6): says nothing; write services.<service>.<key>, for example"
                                + " services.Shop.open-for",
                        "services.Other (line 7): says nothing; write services.<service>.<key>, for example"
                                + " services.Other.open-for",
                        "services.Third.ignore (line 9): must be a list of texts",
                        "services.Third (line 10): has a key that is no text");
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsLine() {
        assertThat(ofFile(directory, "a.yaml", "defaults:\n  open-for: [10s\n"))
                .singleElement()
                .asString()
                .startsWith("line 3: is no YAML: ");
        assertThat(ofFile(directory, "a.yaml", "just text"))
                .containsExactly("line 1: must be a mapping with defaults and services");
        assertThat(ofFile(directory, "a.yaml", "---\na: b\n---\nc: d\n"))
                .singleElement()
                .asString()
                .contains("is no YAML: ");
    }

    @Test
    void yamlThatIsMadeToHarmIsRefused() {
        var bomb = new StringBuilder("a0: &a0 {x: 1}\n");
        for (int i = 1; i < 19; i++) {
            bomb.append("a%d: &a%d {x: *a%d, y: *a%d}\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(ofFile(directory, "a.yaml", bomb.toString()))
                .anyMatch(problem -> problem.endsWith("has too many settings or levels, perhaps by its aliases"));
        assertThat(ofFile(directory, "a.yaml", "a: &a\n  b: *a\n")).isNotEmpty();
        assertThat(ofFile(directory, "a.yaml", "[".repeat(100_000))).hasSize(1);
    }

    @Test
    void anEmptyFileIsAnEmptyDocument() {
        assertThat(load("a.properties", "\n# nothing\n")).isEqualTo(Settings.of(map()));
        assertThat(load("a.yaml", "# nothing\n")).isEqualTo(Settings.of(map()));
        assertThat(load("a.yaml", "~\n")).isEqualTo(Settings.of(map()));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheDocument() {
        assertThat(load("a.properties", "\uFEFFdefaults.probes=1")).isEqualTo(Settings.of(map("defaults.probes", "1")));
        assertThat(load("a.yaml", "\uFEFFdefaults: {probes: 1}")).isEqualTo(Settings.of(map("defaults.probes", "1")));
    }

    @Test
    void whatCannotBeReadIsRefused() throws IOException {
        Path latin = Files.write(directory.resolve("latin.properties"), new byte[] {'#', (byte) 0xE4});

        assertThat(ofFile(directory, "a.txt", ""))
                .containsExactly(directory.resolve("a.txt") + " must end with .properties, .yaml, .yml or .json");
        assertThat(ofFile(directory, "a.toml", "")).hasSize(1);
        assertThat(catchThrowable(() -> Settings.load(latin))).hasMessage("Cannot use the settings: is not UTF-8");
        assertThat(catchThrowable(() -> Settings.load(directory.resolve("absent.yaml"))))
                .hasMessage("Cannot use the settings: " + directory.resolve("absent.yaml")
                        + " cannot be read: java.nio.file.NoSuchFileException: " + directory.resolve("absent.yaml"));
    }
}
