package io.breakers.guides;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.Transition;
import io.breakers.guides.Shop.PaymentService;
import io.breakers.guides.Shop.StripePayments;
import io.breakers.micrometer.BreakerMetrics;
import io.breakers.proxy.Breakers;
import io.breakers.tools.Page;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code of docs/guide/meters.md; its table is held to a real scrape by the meters' own tests. */
class MetersTest {
    private static final Page PAGE = Page.of("docs/guide/meters.md");

    /** Where a listener shows what it hears. */
    interface StatusPage {
        void show(String line);
    }

    @Test
    void theMetersAreThere() throws IOException {
        MeterRegistry registry = new SimpleMeterRegistry();
        BreakerConfig config =
                BreakerConfig.builder().listener(BreakerMetrics.to(registry)).build();
        PaymentService payments = Breakers.protect(PaymentService.class, new StripePayments(), config);

        payments.charge("Ada", 4200);
        assertThat(registry.get("breaker.calls")
                        .tag("outcome", "success")
                        .functionTimer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aListenerHearsChangesOfTheState() {
        var lines = new ArrayList<String>();
        StatusPage page = lines::add;
        BreakerConfig config = BreakerConfig.builder()
                .listener(breaker -> new BreakerListener() {
                    @Override
                    public void onTransition(Transition transition) {
                        page.show(breaker.name() + " is " + transition.to() + ": " + transition.reason());
                    }
                })
                .build();
        Breakers.breaker("stock", config).forceOpen("maintenance");

        assertThat(lines).containsExactly("stock is FORCED_OPEN: maintenance");
    }

    @ParameterizedTest
    @CsvSource({"BreakerOpenTooLong, 0", "BreakerRejectingLargeShare, 1"})
    void r18_theAlertsOfThePageAreThoseOfTheRuleFile(String alert, int block) {
        Matcher rule = Pattern.compile(
                        "- alert: " + alert + "\\s(?:\\s*#[^\\n]*\\n)*\\s*expr: \\|\\n(.*?)\\n\\s*for: 5m\\n",
                        Pattern.DOTALL)
                .matcher(Page.contentOf(Path.of("dashboards/breakers-alerts.yml")));
        assertThat(rule.find()).isTrue();

        assertThat(Page.compact(PAGE.blocks("promql").get(block))).isEqualTo(Page.compact(rule.group(1)));
    }

    @Test
    void thePageCountsTheAlerts() {
        String rules = Page.contentOf(Path.of("dashboards/breakers-alerts.yml"));

        assertThat(rules.split("- alert: ", -1)).hasSize(1 + 4);
        assertThat(PAGE.text()).contains("has four rules for Prometheus");
    }
}
