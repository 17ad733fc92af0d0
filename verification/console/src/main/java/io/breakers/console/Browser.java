package io.breakers.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Chromium without a window, which is that of the machine: {@code -Dchromium=...} tells where it is. */
public final class Browser implements AutoCloseable {
    /** It only bounds what hangs: a busy machine may take long to start a browser, or to show a page. */
    public static final double PATIENCE_MILLIS = 120_000;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    public Browser() {
        Path executable = Path.of(System.getProperty("chromium", "/usr/bin/chromium"));
        if (!Files.isExecutable(executable)) {
            throw new IllegalStateException("There is no Chromium at " + executable
                    + "; install it (Debian: apt-get install chromium), tell where it is by -Dchromium=..., or leave"
                    + " these tests out by -Dchromium=none");
        }
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setTimeout(PATIENCE_MILLIS)
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    }

    /** Opens a window of its own, with nothing remembered from others. */
    public BrowserContext window(com.microsoft.playwright.Browser.NewContextOptions options) {
        BrowserContext window = chromium.newContext(options);
        window.setDefaultTimeout(PATIENCE_MILLIS);
        return window;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
