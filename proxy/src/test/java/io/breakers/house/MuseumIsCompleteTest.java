package io.breakers.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each thing that went wrong elsewhere and is listed in {@code museum.csv} has a test that begins with its id, as in
 * {@code a1_anIgnoredProbe}, and stays so.
 */
class MuseumIsCompleteTest {
    /** One method may stand for several: {@code g7_g8_…}. */
    private static final Pattern NAME = Pattern.compile("void ((?:[a-j][0-9]+_)+)[a-z]\\w*\\(");

    /** What makes a method a test, on a line of its own among the lines above it. */
    private static final Pattern TEST = Pattern.compile("^ *@(Test|ParameterizedTest|TestFactory)$", Pattern.MULTILINE);

    @Test
    void everyExhibitHasATestOfItsName() throws IOException {
        Set<String> listed = new TreeSet<>(exhibits());
        listed.removeAll(named());
        assertThat(listed).as("exhibits without a test").isEmpty();
    }

    @Test
    void everyTestOfThatNameIsAnExhibit() throws IOException {
        Set<String> named = named();
        exhibits().forEach(named::remove);
        assertThat(named).as("tests of things that are not listed").isEmpty();
    }

    @Test
    void theListHasEachOnceAndInOrder() throws IOException {
        List<String> listed = exhibits();
        var expected = new ArrayList<String>();
        for (String id : listed) {
            String group = id.substring(0, 1);
            long before =
                    expected.stream().filter(other -> other.startsWith(group)).count();
            expected.add(group + (before + 1));
        }
        assertThat(listed).hasSizeGreaterThan(100).isEqualTo(expected);
    }

    private static List<String> exhibits() throws IOException {
        try (InputStream list =
                Objects.requireNonNull(MuseumIsCompleteTest.class.getResourceAsStream("museum.csv"), "museum.csv")) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.substring(0, line.indexOf(';')))
                    .toList();
        }
    }

    /** What the sources of all modules call their tests; each module's tests run in its directory. */
    private static Set<String> named() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("..").toRealPath())) {
            for (Path file : files.filter(MuseumIsCompleteTest::isTestSource).toList()) {
                named.addAll(namedIn(Files.readString(file)));
            }
        }
        return named;
    }

    private static Set<String> namedIn(String source) {
        Set<String> named = new TreeSet<>();
        var methods = NAME.matcher(source);
        while (methods.find()) {
            // The formatter leaves an empty line above each method, and none between it and what is written about it.
            int above = source.lastIndexOf("\n\n", methods.start()) + 1;
            if (TEST.matcher(source.substring(above, methods.start())).find()) {
                named.addAll(List.of(methods.group(1).toUpperCase(Locale.ROOT).split("_")));
            }
        }
        return named;
    }

    @Test
    void aMethodThatNobodyRunsStandsForNothing() {
        assertThat(namedIn("class A {\n    @Test\n    void a1_a2_isATest() {}\n\n    void a3_isNone() {}\n}"))
                .containsExactly("A1", "A2");
    }

    private static boolean isTestSource(Path file) {
        String name = file.toString().replace('\\', '/');
        return name.contains("/src/test/java/") && name.endsWith(".java");
    }
}
