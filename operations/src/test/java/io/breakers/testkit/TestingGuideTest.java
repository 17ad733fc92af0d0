package io.breakers.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.tools.Page;
import io.breakers.tools.UserCode;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the guide is compiled and run as it stands there: classes as files, other lines as tests. */
class TestingGuideTest {
    private static final Page PAGE = Page.of("docs/guide/testing.md");
    private static final String IMPORTS = """
            import static io.breakers.testing.BreakerAssert.assertThat;
            import static org.junit.jupiter.api.Assertions.*;

            import io.breakers.api.*;
            import io.breakers.operations.*;
            import io.breakers.proxy.*;
            import io.breakers.testing.*;
            import java.io.IOException;
            import java.time.Duration;
            import java.util.List;
            import java.util.concurrent.CompletableFuture;
            import org.junit.jupiter.api.Test;
            import org.junit.jupiter.api.extension.RegisterExtension;

            """;

    @TempDir
    private static Path directory;

    private static final List<String> TESTS = new ArrayList<>();
    private static URLClassLoader classes;

    @BeforeAll
    static void compileTheGuide() {
        var code = new UserCode(directory);
        List<String> blocks = PAGE.blocks("java");
        for (int number = 0; number < blocks.size(); number++) {
            String block = blocks.get(number);
            Matcher name =
                    Pattern.compile("^class (\\w+Test) ", Pattern.MULTILINE).matcher(block);
            String test = name.find() ? name.group(1) : "Lines" + number;
            boolean types = Pattern.compile("^(interface|class) ", Pattern.MULTILINE)
                    .matcher(block)
                    .find();
            boolean complete = block.startsWith("import ");
            if (!types) {
                block = "class " + test + " { @Test void runs() throws Exception {\n" + block + "} }";
            }
            if (!types || block.contains("@Test")) {
                TESTS.add(test);
            }
            code.file(test + ".java", complete ? block : IMPORTS + block);
        }
        code.file("QuoteTest.java", IMPORTS + quote());
        String path = System.getProperty("java.class.path");
        classes = UserCode.loader(
                TestingGuideTest.class.getClassLoader(),
                code.compile("-cp", path).toString());
    }

    @Test
    void everyTestOfTheGuidePasses() throws Exception {
        assertThat(TESTS).containsExactly("ShopTest", "Lines3", "Lines4", "Lines5", "SharedShopTest");
        for (String test : TESTS) {
            int tests = test.equals("SharedShopTest") ? 2 : 1;
            assertThat(Run.of(classes.loadClass(test))).as(test).isEqualTo(tests + " of " + tests + " passed");
        }
    }

    /** A test whose message must be the one that the page shows. */
    private static String quote() {
        String shown = PAGE.blocks("").get(0);
        assertThat(shown).startsWith("Expecting breaker:");
        return """
                class QuoteTest {
                    @Test
                    void isWhatThePageSays() throws Exception {
                        var time = new ManualTicker();
                        var stripe = Scripted.target(PaymentService.class, time).on("charge")
                                .returns("paid")
                                .returns("paid").takes(Duration.ofSeconds(3))
                                .fails(new IOException()).takes(Duration.ofSeconds(10));
                        var shop = new Shop(stripe.target(), Shop.CONFIG.toBuilder().ticker(time).build());
                        shop.buy();
                        shop.buy();
                        shop.buy();
                        var charge = Breakers.inspect(shop.payments).breaker("charge");
                        var thrown = assertThrows(AssertionError.class, () -> assertThat(charge).isOpen());
                        assertEquals(\"""
                                %s\""".strip(), thrown.getMessage().strip());
                    }
                }
                """.formatted(shown.replace("\n", "\n                "));
    }

    @Test
    void theMessageOfTheGuideIsARealOne() throws Exception {
        assertThat(Run.of(classes.loadClass("QuoteTest"))).isEqualTo("1 of 1 passed");
    }

    @Test
    void theFirstTestHasFewerThanTwentyLines() {
        Matcher method = Pattern.compile("void sellsThroughAnOutage.*?\\n    }\\n", Pattern.DOTALL)
                .matcher(PAGE.text());
        assertThat(method.find()).isTrue();
        assertThat(method.group().lines().filter(line -> !line.isBlank()).count())
                .isLessThan(20);
    }
}
