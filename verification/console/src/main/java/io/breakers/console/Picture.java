package io.breakers.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.breakers.operations.BreakerConsole;
import io.breakers.operations.RunningConsole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes the picture of the page, after five minutes of an outage that really happens. */
public final class Picture {
    private Picture() {}

    /** Writes to the file that is named by the first argument; in the colours of the second, light or dark. */
    public static void main(String[] arguments) throws InterruptedException {
        var seconds = Integer.getInteger("outage.seconds", Outage.SECONDS);
        var scheme =
                arguments.length > 1 ? ColorScheme.valueOf(arguments[1].toUpperCase(Locale.ROOT)) : ColorScheme.LIGHT;
        ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor();
        try (var shop = new Shop(Duration.ofSeconds(20));
                RunningConsole console = BreakerConsole.of(shop.registry()).start();
                var browser = new Browser()) {
            System.out.println("See " + console.uri() + " for the next " + seconds + " s");
            var outage = new Outage(shop);
            var steps = new AtomicInteger();
            var over = new CountDownLatch(seconds * 10);
            Future<?> running = traffic.scheduleAtFixedRate(
                    () -> {
                        if (steps.getAndIncrement() < seconds * 10) {
                            outage.step();
                            over.countDown();
                        }
                    },
                    0,
                    100,
                    TimeUnit.MILLISECONDS);
            over.await();
            running.cancel(false);
            try (BrowserContext window = browser.window(new com.microsoft.playwright.Browser.NewContextOptions()
                    .setViewportSize(1280, 860)
                    .setColorScheme(scheme))) {
                Page page = window.newPage();
                page.navigate(console.uri().toString());
                page.waitForSelector("tr.row[data-state=OPEN]");
                page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(arguments[0])));
            }
        } finally {
            traffic.shutdownNow();
        }
    }
}
