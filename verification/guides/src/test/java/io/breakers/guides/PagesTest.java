package io.breakers.guides;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.tools.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for all pages of the documentation: their code is run, their links lead somewhere, their versions are
 * right.
 */
class PagesTest {
    /**
     * The languages of blocks besides Java: coordinates, whose versions are checked, and what the tests of single pages
     * read and use.
     */
    private static final List<String> OTHERS = List.of("xml", "kotlin", "properties", "yaml", "json", "promql", "");

    /** Pages whose own tests compile and run the page itself. */
    private static final Set<String> COMPILED_AS_THEY_STAND = Set.of("docs/guide/testing.md");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final int LINES_OF_THE_README = 150;
    private static final Pattern WORD = Pattern.compile("\\b[A-Z]\\w+");
    private static final Pattern OURS =
            Pattern.compile("(?<!examples)/src/main/java/(io/breakers/[a-z]+)/([A-Z]\\w+)\\.java$");

    /** Of each type that a reader can import. */
    private static final Map<String, String> PACKAGES = packages();

    private static String codeThatIsRun;

    private static Map<String, String> packages() {
        return Page.files(file -> OURS.matcher(file).find() && !file.startsWith("verification")).stream()
                .filter(file -> Page.contentOf(file).contains("\npublic "))
                .map(file -> OURS.matcher(file.toString()))
                .filter(Matcher::find)
                .collect(Collectors.toMap(
                        found -> found.group(2), found -> found.group(1).replace('/', '.')));
    }

    @BeforeAll
    static void readTheCodeThatIsRun() {
        codeThatIsRun = Page.files(file -> file.endsWith(".java")
                        && (file.contains("/src/test/java/") || file.startsWith("examples/src/main/")))
                .stream()
                .map(file -> Page.compact(Page.contentOf(file)))
                .collect(Collectors.joining("\n"));
    }

    static Stream<Page> pages() {
        return Page.all().stream();
    }

    static Stream<Page> pagesWithCode() {
        return pages().filter(page -> !COMPILED_AS_THEY_STAND.contains(page.toString()))
                .filter(page -> !page.blocks("java").isEmpty());
    }

    @ParameterizedTest
    @MethodSource("pagesWithCode")
    void codeStandsInATestAsItStandsOnThePage(Page page) {
        for (String block : page.blocks("java")) {
            // A line of dots leaves something out.
            for (String part : block.split("(?m)^ *\\.\\.\\.$")) {
                assertThat(codeThatIsRun.contains(Page.compact(part)))
                        .as("this code of %s is in a test, or in an example:%n%s", page, part)
                        .isTrue();
            }
        }
    }

    static Stream<Page> pagesWithJava() {
        return pages().filter(page -> !page.blocks("java").isEmpty());
    }

    /** So that a reader knows what to import. */
    @ParameterizedTest
    @MethodSource("pagesWithJava")
    void aPageNamesThePackagesOfWhatItsCodeUses(Page page) {
        Set<String> packages = WORD.matcher(String.join("\n", page.blocks("java")))
                .results()
                .map(word -> PACKAGES.get(word.group()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());

        assertThat(packages).allSatisfy(name -> assertThat(page.text()).contains(name));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void blocksAreInLanguagesThatAreTested(Page page) {
        assertThat(page.languages()).allMatch(language -> language.equals("java") || OTHERS.contains(language));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadToWhatIsThere(Page page) {
        for (Matcher link = LINK.matcher(page.text()); link.find(); ) {
            String to = link.group(1);
            if (!to.matches("[a-z]+:.*")) {
                String[] parts = to.split("#", 2);
                Path here = page.file();
                Path file = parts[0].isEmpty()
                        ? here
                        : here.resolveSibling(parts[0]).normalize();
                assertThat(Page.root().resolve(file)).as("%s in %s", to, page).exists();
                if (parts.length > 1) {
                    assertThat(anchors(Page.of(file.toString())))
                            .as("%s in %s", to, page)
                            .contains(parts[1]);
                }
            }
        }
    }

    private static Set<String> anchors(Page page) {
        return HEADING.matcher(page.text())
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", ""))
                .map(heading -> heading.replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** After a release they name that one, while the build is on its way to the next. */
    @Test
    void allPagesNameTheVersionOfTheBuildOrTheLastRelease() {
        String build = firstOf("<artifactId>breakers-parent</artifactId>\\s*<version>([^<]+)</version>");
        List<String> named = versions("io\\.breakers:breakers-[a-z-]+:([\\w.-]+)"
                + "|<artifactId>breakers-[a-z-]+</artifactId>\\s*<version>([^<]+)</version>");

        assertThat(named).isNotEmpty().containsOnly(named.get(0));
        if (build.endsWith("-SNAPSHOT")) {
            assertThat(named.get(0)).matches("[\\d.]+|" + Pattern.quote(build));
        } else {
            assertThat(named.get(0)).isEqualTo(build);
        }
    }

    @Test
    void allPagesNameTheVersionOfByteBuddyThatIsTested() {
        assertThat(versions("byte-buddy:([\\d.]+)|<artifactId>byte-buddy</artifactId>\\s*<version>([^<]+)<"))
                .isNotEmpty()
                .containsOnly(firstOf("<byte-buddy.version>([^<]+)<"));
    }

    /** What the first group finds in the pom of the root. */
    private static String firstOf(String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(Page.contentOf(Path.of("pom.xml")));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** What either group finds on all pages. */
    private static List<String> versions(String pattern) {
        return pages().flatMap(
                        page -> Pattern.compile(pattern).matcher(page.text()).results())
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }

    @Test
    void theIndexNamesEveryGuide() {
        String index = Page.of("docs/guide/README.md").text();

        assertThat(Page.files(file -> file.matches("docs/guide/[a-z0-9-]+\\.md")))
                .isNotEmpty()
                .allSatisfy(guide -> assertThat(index).contains("](" + guide.getFileName() + ")"));
    }

    @Test
    void theReadmeIsAFirstPage() {
        assertThat(Page.of("README.md").text().lines().count()).isLessThanOrEqualTo(LINES_OF_THE_README);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void examplesThatAPageNamesAreThere(Page page) {
        for (Matcher named = Pattern.compile("-Dexec\\.mainClass=(io[\\w.]+)").matcher(page.text()); named.find(); ) {
            String source = "/src/main/java/" + named.group(1).replace('.', '/') + ".java";
            assertThat(Page.files(file -> file.endsWith(source)))
                    .as("a program that %s names", page)
                    .hasSize(1);
        }
    }

    /** What a claim names. */
    @ParameterizedTest
    @MethodSource("pages")
    void testsThatAPageNamesAreThere(Page page) {
        Set<String> tests = Page.files(file -> file.endsWith("Test.java")).stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        for (Matcher named = Pattern.compile("`(\\w+Test)`").matcher(page.text()); named.find(); ) {
            assertThat(tests).as("a test that %s names", page).contains(named.group(1));
        }
    }
}
