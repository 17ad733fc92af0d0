package io.breakers.examples;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerListener;
import io.breakers.api.Reconfiguration;
import io.breakers.api.Ticker;
import io.breakers.api.Transition;
import io.breakers.operations.BreakerConsole;
import io.breakers.operations.BreakerHealth;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.RunningConsole;
import io.breakers.operations.SettingsException;
import io.breakers.operations.SettingsFollower;
import io.breakers.operations.SettingsSource;
import io.breakers.testing.Faults;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A minute at an operator's desk, with the console open: payments fail, and a settings file that is followed corrects
 * the rule while the shop goes on, as a dry run first and then for good; a mistake in the file changes nothing.
 */
public final class Operated {
    static final int SECONDS = 60;

    private static final String TOKEN = "open-sesame";
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int STEPS_IN_A_SECOND = 10;

    private final PrintStream out;
    private final Ticker ticker;
    private final long start;
    private final Path file;
    private final BreakerRegistry registry;
    private final OfflinePayments offline = new OfflinePayments();
    private final Faults<PaymentService> gateway =
            Faults.into(PaymentService.class, order -> Payment.paid("txn of " + order.id()));
    private final PaymentService payments;
    private final Breaker stock;

    /** Prints what happens to a breaker, when it does. */
    private final class Reporter implements BreakerListener {
        private final String name;

        Reporter(String name) {
            this.name = name;
        }

        @Override
        public void onTransition(Transition transition) {
            print("   ** " + name + " " + transition.from() + " -> " + transition.to() + ": " + transition.reason());
        }

        @Override
        public void onReconfigured(Reconfiguration change) {
            print("   ** " + name + " revision " + change.revision() + ": " + change.reason());
        }
    }

    private Operated(PrintStream out, Ticker ticker, Path directory) throws IOException {
        this.out = out;
        this.ticker = ticker;
        this.start = ticker.read();
        this.file = directory.resolve("breakers.properties");
        replaceFile("failure-rate=90%");
        registry = BreakerRegistry.builder()
                .config(BreakerConfig.builder().ticker(ticker).build())
                .listener(breaker -> new Reporter(breaker.name()))
                .quiet()
                .build();
        payments = registry.protect(PaymentService.class, gateway.target(), offline);
        stock = registry.breaker("stock");
    }

    /** Tells the story once. */
    public static void main(String[] args) throws Exception {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        try {
            run(System.out, Ticker.system(), pause -> LockSupport.parkNanos(pause.toNanos()), scheduler);
        } finally {
            scheduler.shutdownNow();
        }
    }

    /** Tells the story; {@code rest} lets time pass, and {@code scheduler} has the file read meanwhile. */
    static void run(PrintStream out, Ticker ticker, Consumer<Duration> rest, ScheduledExecutorService scheduler)
            throws Exception {
        Path directory = Files.createTempDirectory("operated");
        try {
            new Operated(out, ticker, directory).tell(rest, scheduler);
        } finally {
            Files.deleteIfExists(directory.resolve("breakers.properties"));
            Files.delete(directory);
        }
    }

    private void tell(Consumer<Duration> rest, ScheduledExecutorService scheduler) throws Exception {
        BreakerHealth health = BreakerHealth.of(registry).critical("PaymentService.charge");
        try (registry;
                SettingsFollower follower =
                        registry.follow(SettingsSource.file(file), Duration.ofSeconds(1), scheduler);
                RunningConsole console = BreakerConsole.of(registry)
                        .health(health)
                        .operators(TOKEN)
                        .start()) {
            print("See " + console.uri() + " for the next minute. The token of operators is " + TOKEN);
            for (int step = 0; step < SECONDS * STEPS_IN_A_SECOND; step++) {
                if (step % STEPS_IN_A_SECOND == 0) {
                    happen(step / STEPS_IN_A_SECOND, follower);
                }
                payments.charge(new Order("order-" + step, 4_200));
                stock.call(() -> "7 apples", rejection -> "unknown");
                rest.accept(STEP);
            }
            print(registry.breaker("PaymentService.charge").stats() + "; "
                    + offline.waiting().size() + " payments are queued, none is lost");
        }
    }

    private void happen(int second, SettingsFollower follower) throws IOException {
        switch (second) {
            case 5 -> {
                print("Six of ten payments fail. The rule wants nine of ten, and lets everybody wait");
                gateway.failing(0.6, new IOException("HTTP 503"));
            }
            case 15 -> {
                print("The file says: five of ten, as a dry run");
                replaceFile("failure-rate=50%", "enforce=0");
            }
            case 25 -> {
                long spared = registry.breaker("PaymentService.charge").stats().spared();
                print("It would have rejected " + spared + " calls. The file says: enforce it");
                replaceFile("failure-rate=50%");
            }
            case 29 -> {
                print("Now every payment fails");
                gateway.failing(1, new IOException("HTTP 503"));
            }
            case 32 -> {
                print("The file has a mistake");
                replaceFile("failure-rate=5");
            }
            case 34 ->
                print(follower.problem().map(SettingsException::getMessage).orElse("It was overlooked"));
            case 36 -> {
                print("It is mended, and the wait is shorter");
                replaceFile("failure-rate=50%", "open-for=2s");
            }
            case 42 -> {
                print("The payments are back");
                gateway.failing(0, new IOException("HTTP 503"));
            }
            case 50 -> stock.forceOpen("the shelves are counted, until 15:00 (ops-7)");
            case 56 -> stock.reset("counted");
            default -> {
                // Nothing happens.
            }
        }
    }

    /** As a whole: whoever reads it finds the old file or the new one. */
    private void replaceFile(String... settings) throws IOException {
        var text = new StringBuilder("services.PaymentService.window-calls=50\n");
        for (String setting : settings) {
            text.append("services.PaymentService.").append(setting).append('\n');
        }
        Path next = Files.writeString(file.resolveSibling("breakers.next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void print(String text) {
        out.println(String.format(Locale.ROOT, "%5.1f s  %s", (ticker.read() - start) / 1e9, text));
    }
}
