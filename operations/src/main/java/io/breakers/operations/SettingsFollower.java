package io.breakers.operations;

import io.breakers.api.Ticker;
import io.breakers.operations.internal.events.SafeLog;
import io.breakers.operations.internal.source.Source;
import io.breakers.operations.internal.source.SourceException;
import io.breakers.operations.internal.source.Text;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Follows a settings document for a registry, as long as it is not closed (S60). Obtained from
 * {@link BreakerRegistry#follow}. Safe for use by many threads.
 */
public final class SettingsFollower implements AutoCloseable {
    private static final SafeLog LOGGER = SafeLog.of("io.breakers.operations");

    /** How it stands, from a moment on. */
    private record Standing(@Nullable SettingsException problem, long since) {
        String text() {
            return problem == null ? "" : String.valueOf(problem.getMessage());
        }
    }

    private final BreakerRegistry registry;
    private final Followers followers;
    private final SettingsSource source;
    private final Source opened;
    private final Ticker ticker;

    /**
     * Held by the thread that reads; first for the one that begins to follow. Orders what one has read before what the
     * next one reads.
     */
    private final AtomicBoolean reading = new AtomicBoolean(true);

    /** What was read last without a problem; {@code null} for nothing. Only for the thread that reads. */
    private @Nullable Text lastText;

    /** What was said last, or was in force at the beginning. Only for the thread that reads. */
    private Settings lastSettings;

    /** The time of the last reading. Only for the thread that reads. */
    private long now;

    /** Written by the thread that reads, and shown to all. */
    private volatile Standing standing;

    /** Written once, by {@link #close}, and asked before a document is applied. */
    private volatile boolean closed;

    private final Future<?> schedule;

    /**
     * Begins to follow; who calls this then lets it {@linkplain #readFirst read for the first time}.
     *
     * @throws IllegalStateException if the scheduler takes nothing
     */
    SettingsFollower(
            BreakerRegistry registry,
            Followers followers,
            SettingsSource source,
            Duration period,
            ScheduledExecutorService scheduler,
            Ticker ticker) {
        this.registry = registry;
        this.followers = followers;
        this.source = source;
        this.opened = source.open();
        this.ticker = ticker;
        this.lastSettings = registry.settings();
        this.now = time(0);
        this.standing = new Standing(null, now);
        this.schedule = schedule(period, scheduler);
    }

    private Future<?> schedule(Duration period, ScheduledExecutorService scheduler) {
        long nanos = period.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : period.toNanos();
        try {
            return scheduler.scheduleWithFixedDelay(this::read, nanos, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException shutDown) {
            throw new IllegalStateException(
                    "cannot follow " + source + ", because the scheduler takes nothing any more; give one that is not"
                            + " shut down",
                    shutDown);
        }
    }

    /** Reads once, unless another thread does; throws nothing, else the scheduler would stop. */
    private void read() {
        if (!closed && reading.compareAndSet(false, true)) {
            readFirst();
        }
    }

    /** Reads for the thread that holds {@link #reading}, and lets others read from then on. */
    void readFirst() {
        try {
            if (!closed) {
                report(problemOfNext());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            reading.set(false);
        }
    }

    /** Reads and applies what is new; returns what prevents that. */
    private @Nullable SettingsException problemOfNext() throws InterruptedException {
        try {
            now = time(now);
            Text text = opened.read();
            if (!text.equals(lastText)) {
                use(Settings.read(text.format(), text.content()));
                lastText = text;
            }
            return null;
        } catch (SettingsException refused) {
            return refused;
        } catch (SourceException unread) {
            return problem(unread.problem(), unread);
        } catch (RuntimeException | Error broken) {
            return problem("cannot be used: " + broken, broken);
        }
    }

    private void use(Settings settings) {
        if (settings.toMap().isEmpty()) {
            throw problem("is empty; to have no settings, close what follows it and apply none", null);
        }
        if (!settings.equals(lastSettings)) {
            registry.put(settings, null, () -> !closed);
        }
        lastSettings = settings;
    }

    private SettingsException problem(String message, @Nullable Throwable cause) {
        return new SettingsException(List.of(new Problem("", 0, "", source + " " + message)), cause);
    }

    private void report(@Nullable SettingsException problem) {
        Standing before = standing;
        var next = new Standing(problem, now);
        if (closed || next.text().equals(before.text())) {
            return;
        }
        standing = next;
        if (problem == null) {
            LOGGER.log(Level.INFO, "The settings of " + source + " can be used again");
        } else {
            LOGGER.log(
                    Level.WARNING, "Keeping the last good settings instead of those of " + source + ". " + next.text());
        }
    }

    /**
     * What is wrong with the source or its document, so that the last good document stays in force; empty if nothing
     * is.
     */
    public Optional<SettingsException> problem() {
        return Optional.ofNullable(standing.problem());
    }

    /** How long this problem has been there, or none; by the ticker of the registry's configuration. */
    public Duration since() {
        long from = standing.since();
        return Duration.ofNanos(Math.max(0, time(from) - from));
    }

    /** The time; {@code otherwise} if the ticker throws, which the breakers log. */
    private long time(long otherwise) {
        try {
            return ticker.read();
        } catch (Throwable broken) {
            return otherwise;
        }
    }

    /** Ends it. The document in force stays; what is being read is not applied. Closing again has no effect. */
    @Override
    public void close() {
        closed = true;
        schedule.cancel(false);
        followers.forget(this);
    }

    /** For example {@code follows /etc/shop/breakers.yaml}. */
    @Override
    public String toString() {
        return "follows " + source;
    }
}
