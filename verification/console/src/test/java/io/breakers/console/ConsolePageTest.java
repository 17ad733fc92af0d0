package io.breakers.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.operations.BreakerConsole;
import io.breakers.operations.BreakerHealth;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.RunningConsole;
import io.breakers.operations.Settings;
import io.breakers.testing.ManualTicker;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The page of the console in a real Chromium. */
@DisabledIfSystemProperty(named = "chromium", matches = "none")
class ConsolePageTest {
    private static final String TOKEN = "open-sesame";
    private static final String CHARGE = "PaymentService.charge";
    private static final Duration OPEN_FOR = Duration.ofHours(1);

    private static Browser browser;

    /** Of the breakers: as long as it stands still, what is open stays open, however slow the browser is. */
    private final ManualTicker time = new ManualTicker();

    private final Shop shop = new Shop(OPEN_FOR, time);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<BrowserContext> windows = new ArrayList<>();
    private RunningConsole console = BreakerConsole.of(shop.registry())
            .health(BreakerHealth.of(shop.registry()).critical(CHARGE).downAfter(Duration.ZERO))
            .operators(TOKEN)
            .start();

    @BeforeAll
    static void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(Browser.PATIENCE_MILLIS);
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @AfterEach
    void close() {
        windows.forEach(BrowserContext::close);
        console.close();
        shop.close();
    }

    private Page open(int width, ColorScheme scheme) {
        BrowserContext window = browser.window(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, 800)
                .setColorScheme(scheme));
        windows.add(window);
        Page page = window.newPage();
        page.onRequest(request -> asked.add(request.url()));
        page.onPageError(errors::add);
        page.navigate(console.uri().toString());
        assertThat(page.locator("#link")).hasText("Live");
        return page;
    }

    private Page open() {
        return open(1280, ColorScheme.LIGHT);
    }

    private static Locator row(Page page, String breaker) {
        return page.locator("tr.row[data-name='" + breaker + "']");
    }

    private static void assertState(Page page, String breaker, BreakerState state) {
        assertThat(row(page, breaker).locator(".badge")).hasText(state.name());
    }

    private Breaker breaker(String name) {
        return shop.registry().find(name).orElseThrow();
    }

    private void call(String breaker, int times) {
        for (int call = 0; call < times; call++) {
            shop.call(breaker);
        }
    }

    private static void operate(Page page) {
        page.locator("#operator").click();
        page.locator("#token").fill(TOKEN);
        page.keyboard().press("Enter");
        assertThat(page.locator("#operator")).hasText("Stop operating");
    }

    @Test
    void anOutageUnfolds() {
        Page page = open();
        assertThat(page.locator("#headline")).hasText("All 13 breakers are closed");
        assertThat(page.locator("#health")).hasText("Ready");
        shop.backends().fail("payments", 1, () -> new ConnectException("Connection refused"));

        call(CHARGE, 30);

        assertThat(page.locator("#headline")).hasText("1 open of 13 breakers");
        assertThat(page).hasTitle("(1) Breakers");
        assertThat(page.locator("tr.row").first()).hasAttribute("data-name", CHARGE);
        Locator row = row(page, CHARGE);
        assertThat(row.locator(".badge")).hasText("OPEN");
        assertThat(row.locator(".reason")).hasText("10 of 10 calls: 50 % of the last 20 calls failed");
        assertThat(row.locator(".failure")).hasText("java.net.ConnectException: Connection refused");
        assertThat(row.locator(".wait")).containsText("next probe in");
        assertThat(page.locator("#latest")).containsText(CHARGE);
        assertThat(page.locator("#said")).containsText(CHARGE + " is open");
        assertThat(page.locator("#health")).hasText("Not ready");
        assertThat(row.locator("svg.line")).hasAttribute("aria-label", Pattern.compile(".* 10 failed, 20 rejected"));

        // The page knows of the wait's last second, whose end it sees by its own clock: the breaker's stands still.
        time.advance(OPEN_FOR.minusSeconds(1));
        call(CHARGE, 1);
        assertState(page, CHARGE, BreakerState.HALF_OPEN);
        assertThat(row.locator(".wait")).hasText("the next call is a probe");
        assertThat(breaker(CHARGE).state()).isEqualTo(BreakerState.OPEN);

        // Nobody calls: the time alone tells the end of the wait.
        time.advance(Duration.ofSeconds(1));
        assertThat(breaker(CHARGE).state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(breaker(CHARGE).stats().transitions()).isEqualTo(1);
        assertState(page, CHARGE, BreakerState.HALF_OPEN);

        shop.backends().answer("payments");
        call(CHARGE, 2);

        assertState(page, CHARGE, BreakerState.CLOSED);
        assertThat(page.locator("#headline")).hasText("All 13 breakers are closed");
        assertThat(errors).isEmpty();
    }

    @Test
    void anOperatorForcesOpenWithTokenAndReason() {
        Page page = open();
        assertThat(page.locator("button.act:visible")).hasCount(0);
        page.locator("#operator").click();
        page.keyboard().press("Enter");
        assertThat(page.locator("#token-problem")).hasText("Give the token of the operators.");
        page.locator("#token").fill("wrong");
        page.keyboard().press("Enter");
        assertThat(page.locator("#token-problem")).hasText("This token was not accepted.");
        page.keyboard().press("Escape");
        operate(page);

        row(page, CHARGE).locator("button.act").click();
        assertThat(page.locator("#act-title")).hasText(CHARGE);
        page.locator("input[value=force-open]").check();
        page.locator("#act-do").click();
        assertThat(page.locator("#act-problem")).hasText("Say why: others will ask.");
        assertThat(page.locator("#act-reason")).isFocused();
        assertThat(breaker(CHARGE).state()).isEqualTo(BreakerState.CLOSED);
        page.locator("#act-reason").fill("the bank is closed (ops-7)");
        page.locator("#act-do").click();

        assertState(page, CHARGE, BreakerState.FORCED_OPEN);
        assertThat(page.locator("#act-dialog")).isHidden();
        assertThat(row(page, CHARGE).locator(".reason")).hasText("the bank is closed (ops-7)");
        assertThat(row(page, CHARGE).locator(".wait")).hasText("until somebody resets it");
        assertThat(breaker(CHARGE).status().reason()).isEqualTo("the bank is closed (ops-7)");

        page.reload();
        assertThat(page.locator("#operator")).hasText("Stop operating");
        page.locator("#operator").click();
        assertThat(page.locator("button.act:visible")).hasCount(0);
    }

    @Test
    void theKeyboardDoesItAll() {
        Page page = open();
        operate(page);
        page.keyboard().press("/");
        page.keyboard().type("charge");
        assertThat(page.locator("tr.row")).hasCount(1);
        page.keyboard().press("Tab");
        for (int step = 0; step < 20 && !focused(page).startsWith("name"); step++) {
            page.keyboard().press("Tab");
        }
        page.keyboard().press("Enter");
        assertThat(page.locator("tr.detail")).containsText("Revision");

        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("#act-dialog")).isVisible();
        page.keyboard().press("Tab");
        page.keyboard().type("by hand");
        page.keyboard().press("Enter");

        assertState(page, CHARGE, BreakerState.FORCED_OPEN);
        assertThat(page.locator("#act-dialog")).isHidden();
        assertThat(row(page, CHARGE).locator("button.act")).isFocused();
    }

    @Test
    void theKeyboardBeginsAtTheActionThatIsChosen() {
        breaker(CHARGE).forceOpen("maintenance");
        Page page = open();
        operate(page);

        row(page, CHARGE).locator("button.act").press("Enter");

        assertThat(page.locator("input[value=reset]")).isChecked();
        assertThat(page.locator("input[value=reset]")).isFocused();
    }

    @Test
    void aDryRunTellsHowManyItWouldHaveRejected() {
        Page page = open();
        Locator waiting = row(page, "fraud-check").locator(".wait");
        breaker("fraud-check").trip("on trial");
        call("fraud-check", 3);
        assertThat(waiting).hasText("dry run: calls pass; 3 so far would have been rejected");

        shop.registry().apply(Settings.of(Map.of("services.fraud-check.enforce", "25%")));

        assertThat(waiting).hasText("25.0 % of rejections are carried out; 3 calls so far were spared");
    }

    @Test
    void theColumnsReachTheEdgeWhileDetailsAreShown() {
        Page page = open();
        row(page, CHARGE).locator("button.name").click();
        assertThat(page.locator("tr.detail")).hasCount(1);

        assertThat(page.evaluate("document.querySelector('.c-time').getBoundingClientRect().right"
                        + " - document.querySelector('#list').getBoundingClientRect().right"))
                .isEqualTo(0);
    }

    @Test
    void aLongTimeStandsBesideItsState() {
        Page page = open();
        breaker(CHARGE).disable("always answer");
        time.advance(Duration.ofMinutes(58));
        call(CHARGE, 1);
        assertThat(row(page, CHARGE).locator(".since")).containsText("for 58 m");

        assertThat((double) page.evaluate("(row => row.querySelector('.since').getBoundingClientRect().top"
                        + " - row.querySelector('.badge').getBoundingClientRect().bottom)"
                        + "(document.querySelector('tr[data-state=DISABLED]'))"))
                .isNegative();
    }

    private static String focused(Page page) {
        return (String) page.evaluate("document.activeElement.className");
    }

    @Test
    void thePageSurvivesTheServersRestart() {
        Page page = open();
        var address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), console.uri().getPort());
        console.close();
        assertThat(page.locator("#lost")).containsText("The connection is lost");
        assertThat(page.locator("#link")).hasText("No connection");

        breaker(CHARGE).forceOpen("while nobody looked");
        console = BreakerConsole.of(shop.registry()).bind(address).start();

        assertThat(page.locator("#link")).hasText("Live");
        assertThat(page.locator("#lost")).isHidden();
        assertState(page, CHARGE, BreakerState.FORCED_OPEN);
        call("SearchClient.find", 3);
        assertThat(row(page, "SearchClient.find").locator("svg.line"))
                .hasAttribute("aria-label", Pattern.compile(".* [1-9]\\d* calls.*"));
    }

    @Test
    void noScriptRunsFromAFailureOrAReasonOrAName() {
        String image = "<img src=x onerror=\"window.hacked=1\">";
        Page page = open();
        shop.registry().breaker("evil " + image);
        shop.backends().fail("payments", 1, () -> new ConnectException(image + "<script>window.hacked=2</script>"));
        call(CHARGE, 10);
        shop.registry().breaker("loyalty-points").forceOpen(image);

        assertThat(row(page, CHARGE).locator(".failure")).containsText(image);
        assertThat(row(page, "loyalty-points").locator(".reason")).hasText(image);
        assertThat(page.locator(".name .method", new Page.LocatorOptions().setHasText("evil")))
                .hasText("evil " + image);
        row(page, CHARGE).locator("button.name").click();
        page.locator("#changes summary").click();
        assertThat(page.locator("#log")).containsText(image);
        assertThat(page.locator("img")).hasCount(0);
        assertThat(page.evaluate("window.hacked === undefined")).isEqualTo(true);
        // Even a script that got in would not run.
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked=3\">')");
        page.evaluate("{ const s = document.createElement('script'); s.textContent = 'window.hacked=4';"
                + " document.body.append(s); }");
        assertThat(page.evaluate("window.hacked === undefined")).isEqualTo(true);
    }

    @Test
    void noRequestLeavesForAnotherHost() {
        Page page = open();
        operate(page);
        row(page, CHARGE).locator("button.name").click();
        call(CHARGE, 3);
        assertThat(row(page, CHARGE).locator("svg.line")).hasAttribute("aria-label", Pattern.compile(".* 3 calls.*"));

        String own = console.uri().toString();
        assertThat(asked).isNotEmpty().allMatch(url -> url.startsWith(own) || url.startsWith("data:"));
        assertThat(errors).isEmpty();
    }

    @Test
    void aPhoneHasNoHorizontalScroll() {
        shop.registry().breaker("Service." + "averylongname".repeat(20)).forceOpen("nobreak".repeat(60));
        Page page = open(390, ColorScheme.LIGHT);
        operate(page);
        page.locator("tr.row button.name").first().click();
        page.locator("#changes summary").click();
        assertThat(page.locator("tr.detail")).hasCount(1);
        assertThat(page.locator("#log")).containsText("nobreak");

        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
    }

    @Test
    void darkAndLightFollowTheSystem() {
        String colour = "getComputedStyle(document.body).backgroundColor";

        assertThat(open(1280, ColorScheme.LIGHT).evaluate(colour)).isEqualTo("rgb(245, 246, 248)");
        assertThat(open(1280, ColorScheme.DARK).evaluate(colour)).isEqualTo("rgb(15, 19, 25)");
    }

    @Test
    void tenThousandBreakersAreCountedAndFiltered() {
        for (int breaker = 0; breaker < 10_000; breaker++) {
            shop.registry().breaker("breaker-" + breaker);
        }
        Page page = open();
        assertThat(page.locator("#headline")).hasText("All 10,013 breakers are closed");
        assertThat(page.locator("tr.row")).hasCount(100);
        assertThat(page.locator("#shown")).hasText("100 of 10,013 shown");

        shop.registry().breaker("breaker-9876").forceOpen("a needle");
        assertThat(page.locator("tr.row").first()).hasAttribute("data-name", "breaker-9876");

        page.locator("#filter").fill("needle");
        assertThat(page.locator("tr.row")).hasCount(1);
    }

    @Test
    void aTableIsReadAsATable() {
        Page page = open(390, ColorScheme.LIGHT);

        assertThat(page.getByRole(AriaRole.TABLE)).hasCount(1);
        assertThat(page.getByRole(AriaRole.COLUMNHEADER)).hasCount(6);
        assertThat(page.getByRole(AriaRole.ROW)).hasCount(14);
    }

    @Test
    void withoutOperatorsThereIsNoButton() {
        try (BreakerRegistry other = BreakerRegistry.builder().quiet().build()) {
            console.close();
            console = BreakerConsole.of(other).start();
            Page page = open();

            assertThat(page.locator("#operator")).isHidden();
            assertThat(page.locator("#health")).isHidden();
            assertThat(page.locator("#headline")).hasText("There are no breakers yet");
        }
    }
}
