package io.breakers.fleet;

import io.breakers.fleet.internal.messages.Action;
import io.breakers.fleet.internal.messages.Command;
import io.breakers.fleet.internal.messages.MalformedException;
import io.breakers.fleet.internal.messages.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Writes entries, and finds the command whose place a further one takes when there is no other (S62). */
final class Spares {
    /** So often a place is looked for. */
    private static final int TRIES = 5;

    /** A command that is kept. */
    private record Kept(String name, FleetChannel.Entry entry, boolean isOver) {
        /** Whether it may be the last command for a breaker for which another one would be without it. */
        boolean hides(Kept other) {
            return !other.isOver
                    && other.entry.number() < entry.number()
                    && (name.startsWith(other.name) || other.name.startsWith(name));
        }
    }

    private Spares() {}

    /**
     * Writes an entry; where there is no place, in place of a command that is over. Safe for use by many threads.
     *
     * @param above as in {@link FleetChannel.Connection#write}
     * @return {@code null} if there is no such command
     */
    static CompletionStage<FleetChannel.@Nullable Change> write(
            FleetChannel.Connection connection, String key, String text, Duration kept, long above) {
        return write(connection, key, text, kept, above, null, TRIES);
    }

    private static CompletionStage<FleetChannel.@Nullable Change> write(
            FleetChannel.Connection connection,
            String key,
            String text,
            Duration kept,
            long above,
            FleetChannel.@Nullable Entry over,
            int tries) {
        return connection.write(key, text, kept, above, over).thenCompose(change -> {
            if (change != null || tries == 0) {
                return CompletableFuture.completedFuture(change);
            }
            return connection.read().thenCompose(contents -> {
                FleetChannel.Entry next = oldest(contents);
                return next == null
                        ? CompletableFuture.completedFuture(null)
                        : write(connection, key, text, kept, above, next, tries - 1);
            });
        });
    }

    /**
     * Returns the oldest command from which nothing follows any more: a reset, or one whose end has come, that hides no
     * older command that holds. Returns {@code null} if there is none.
     */
    static FleetChannel.@Nullable Entry oldest(FleetChannel.Contents contents) {
        var all = new ArrayList<Kept>();
        for (FleetChannel.Entry entry : contents.entries()) {
            Kept kept = read(entry, contents.now());
            if (kept != null) {
                all.add(kept);
            }
        }
        return all.stream()
                .filter(kept -> kept.isOver && all.stream().noneMatch(kept::hides))
                .map(Kept::entry)
                .min(Comparator.comparing(FleetChannel.Entry::number))
                .orElse(null);
    }

    /** Returns {@code null} for what is none, which is reported by who takes it in. */
    private static @Nullable Kept read(FleetChannel.Entry entry, long now) {
        try {
            Subject subject = Subject.of(entry.key());
            return subject.kind() == Subject.Kind.COMMAND ? new Kept(subject.name(), entry, isOver(entry, now)) : null;
        } catch (MalformedException garbage) {
            return null;
        }
    }

    private static boolean isOver(FleetChannel.Entry entry, long now) throws MalformedException {
        var command = Command.of(entry.text());
        return command.action() == Action.RESET || (command.length() > 0 && entry.time() + command.length() <= now);
    }
}
