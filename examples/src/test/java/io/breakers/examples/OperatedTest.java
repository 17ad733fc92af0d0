package io.breakers.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.testing.ManualTicker;
import io.breakers.tools.Page;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The minute passes by hand here, and the file is read each second of it; the console is as real as in the example. */
class OperatedTest {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");

    private static final Printed STORY = new Printed();

    /** What the console said of {@code PaymentService.charge}, by the second. */
    private static final Map<Integer, String> SHOWN = new TreeMap<>();

    private static final Minute MINUTE = new Minute();

    /** How many readings of the file still waited at the end. */
    private static int left;

    /** The clock of the story, and the scheduler that reads the file. */
    private static final class Minute extends ScheduledThreadPoolExecutor {
        private final ManualTicker ticker = new ManualTicker();
        private Runnable repeated = () -> {};
        private int steps;

        Minute() {
            super(0);
            setRemoveOnCancelPolicy(true);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
            repeated = task;
            return schedule(task, 1, TimeUnit.DAYS);
        }

        void rest(Duration step) {
            ticker.advance(step);
            if (++steps % 10 == 0) {
                repeated.run();
                look(steps / 10);
            }
        }
    }

    @BeforeAll
    static void tellTheStoryOnce() throws Exception {
        try {
            Operated.run(STORY.out(), MINUTE.ticker, MINUTE::rest, MINUTE);
            left = MINUTE.getQueue().size();
        } finally {
            MINUTE.shutdownNow();
        }
    }

    private static void look(int second) {
        if (second % 10 != 0 || second == Operated.SECONDS) {
            return;
        }
        Matcher address = ADDRESS.matcher(STORY.text());
        assertThat(address.find()).isTrue();
        URI list = URI.create(address.group()).resolve("/api/breakers");
        String json = HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                .join()
                .body();
        Matcher charge = Pattern.compile(
                        "\"name\":\"PaymentService.charge\".*?\"state\":\"(\\w+)\".*?\"enforce\":([\\d.]+)")
                .matcher(json);
        assertThat(charge.find()).isTrue();
        SHOWN.put(second, charge.group(1) + " " + charge.group(2));
    }

    @Test
    void theConsoleShowsWhatHappens() {
        assertThat(SHOWN)
                .isEqualTo(Map.of(
                        10, "CLOSED 1.0",
                        20, "OPEN 0.0",
                        30, "OPEN 1.0",
                        40, "OPEN 1.0",
                        50, "CLOSED 1.0"));
    }

    @Test
    void whatTheGuideShowsIsWhatItPrints() {
        Matcher shown = Pattern.compile("<!-- output: Operated -->\\s*```\\n(.*?)```", Pattern.DOTALL)
                .matcher(Page.of("docs/guide/console.md").text());
        assertThat(shown.find()).isTrue();

        assertThat(ADDRESS.matcher(STORY.text()).replaceFirst("http://127.0.0.1:37315/"))
                .isEqualTo(shown.group(1));
    }

    @Test
    void nothingIsReadAnyMoreWhenItIsOver() {
        assertThat(left).isZero();
    }
}
