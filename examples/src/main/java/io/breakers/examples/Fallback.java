package io.breakers.examples;

import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.Scripted;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * The fourth example of the pattern: a second implementation answers when the first fails, fixed or chosen by the
 * cause.
 */
public final class Fallback {
    private static final BreakerConfig CONFIG = BreakerConfig.builder()
            .failureThreshold(2)
            .openFor(Duration.ofSeconds(5))
            .ticker(() -> 0) // the story is over before any time passes
            .build();

    /** What a currency is worth. */
    public interface ExchangeRates {
        /** Returns the euros for one unit of {@code currency}. */
        Rate rate(String currency) throws IOException;
    }

    /** A number and where it comes from. */
    public record Rate(BigDecimal euros, String source) {}

    private Fallback() {}

    /** Tells the story once. */
    public static void main(String[] args) throws IOException {
        run(System.out);
    }

    static void run(PrintStream out) throws IOException {
        out.println("By a second implementation:");
        ExchangeRates rates = Breakers.protect(ExchangeRates.class, centralBank(), CONFIG, Fallback::yesterday);
        ask(out, rates);

        out.println("By what went wrong: a failure asks the mirror, a rejection spares the network:");
        ExchangeRates choosy = Breakers.builder(ExchangeRates.class, centralBank())
                .config(CONFIG)
                .fallbackFactory(cause -> {
                    out.println("  falling back: " + cause.getMessage());
                    return cause instanceof CallRejectedException ? Fallback::yesterday : Fallback::mirror;
                })
                .build();
        ask(out, choosy);
    }

    private static void ask(PrintStream out, ExchangeRates rates) throws IOException {
        for (int call = 1; call <= 5; call++) {
            Rate rate = rates.rate("USD");
            out.printf("  call %d: %s from %s%n", call, rate.euros(), rate.source());
        }
    }

    private static Rate yesterday(String currency) {
        return new Rate(new BigDecimal("0.91"), "yesterday's list");
    }

    private static Rate mirror(String currency) {
        return new Rate(new BigDecimal("0.92"), "the mirror");
    }

    /** Answers once, then no more. */
    private static ExchangeRates centralBank() {
        return Scripted.target(ExchangeRates.class, new ManualTicker())
                .on("rate")
                .returns(new Rate(new BigDecimal("0.93"), "the central bank"))
                .fails(new IOException("the central bank is closed"))
                .target();
    }
}
