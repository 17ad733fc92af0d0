package io.breakers.fleet;

import io.breakers.fleet.internal.messages.Action;
import io.breakers.fleet.internal.messages.Command;
import io.breakers.fleet.internal.messages.MalformedException;
import io.breakers.fleet.internal.messages.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Finds the command whose place a further one takes when there is no other (S62). */
final class Spares {
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
