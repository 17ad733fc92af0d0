package io.breakers.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.breakers.operations.BreakerConsole;
import io.breakers.operations.RunningConsole;
import java.time.Duration;
import java.util.Locale;

/** Measures the page with 10,013 breakers: until it shows them, to draw it anew, to filter it, and to show a change. */
public final class ManyOnThePage {
    private static final int BREAKERS = 10_000;
    private static final int ROUNDS = 20;

    private static final String DRAW = "() => { const start = performance.now(); for (let i = 0; i < " + ROUNDS
            + "; i++) drawNow(); return (performance.now() - start) / " + ROUNDS + "; }";
    private static final String FILTER = "() => { const start = performance.now(); words = ['breaker-98']; filtered();"
            + " drawNow(); const took = performance.now() - start; words = []; filtered(); drawNow(); return took; }";

    private ManyOnThePage() {}

    /** Prints a line for each. */
    public static void main(String[] arguments) {
        try (var shop = new Shop(Duration.ofSeconds(20));
                RunningConsole console = BreakerConsole.of(shop.registry()).start();
                var browser = new Browser();
                BrowserContext window = browser.window(
                        new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(1280, 860))) {
            for (int breaker = 0; breaker < BREAKERS; breaker++) {
                shop.registry().breaker("breaker-" + breaker);
            }
            Page page = window.newPage();
            long start = System.nanoTime();
            page.navigate(console.uri().toString());
            page.waitForSelector("tr.row");
            print("the page shows them after", millisSince(start));
            print("a drawing takes", number(page.evaluate(DRAW)));
            print("a filter takes", number(page.evaluate(FILTER)));
            start = System.nanoTime();
            shop.registry().breaker("breaker-9876").forceOpen("a needle");
            page.waitForSelector("tr.row[data-state=FORCED_OPEN]");
            print("a change is shown after", millisSince(start));
        }
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static double number(Object evaluated) {
        return ((Number) evaluated).doubleValue();
    }

    private static void print(String what, double millis) {
        System.out.printf(Locale.ROOT, "%s %.1f ms%n", what, millis);
    }
}
