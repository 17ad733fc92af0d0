package io.breakers.fleet;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An engine over which a fleet shares, such as {@link RedisFleet}. It stores and forwards texts, gives numbers and
 * counts; what they mean, and what follows, is decided by {@link Fleet}, the same for all engines.
 *
 * <p>An engine has one clock, in milliseconds, and one <em>stamp</em>, a number that rises with every change: to more
 * than it was, than what the writer has seen, and than the milliseconds of the engine's clock since 2026. So it goes on
 * rising when the engine has lost its data, or when an older copy of it takes over. A new entry has the stamp as its
 * number.
 *
 * <p>An engine never blocks a caller, and its own threads only receive. A stage that fails tells that the engine has
 * refused ({@link IllegalStateException}: nothing has changed), or, by anything else, that what came of it is unknown.
 */
public interface FleetChannel {
    /** For {@link Connection#write}: the entry stays until there is a newer one. */
    Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

    /** A member whose last sign of life is older than this is gone. */
    Duration LIFE = Duration.ofSeconds(10);

    /** A member has given a sign of life lately if that is not older: they come every 2 s. */
    Duration LATELY = Duration.ofMillis(2_500);

    /** How many entries that stay may be there. */
    int MOST_ENTRIES = 1_000;

    /**
     * What is kept under a key, or was said once.
     *
     * @param number tells which of several entries is the last one
     * @param time when it was written, by the engine's clock
     */
    record Entry(String key, long number, long time, String text) {}

    /**
     * An entry that has just been written.
     *
     * @param before the stamp before, by which a receiver notices that it has missed something
     * @param stamp the stamp since
     */
    record Change(long before, long stamp, Entry entry) {}

    /**
     * Everything that is kept.
     *
     * @param now the time of the engine
     */
    record Contents(long now, long stamp, List<Entry> entries) {}

    /**
     * The answer to a sign of life.
     *
     * @param isNew whether the engine has not known this member
     */
    record Pulse(long now, long stamp, boolean isNew) {}

    /**
     * A member that is alive.
     *
     * @param age how old its card is
     */
    record Sign(String member, Duration age, String card) {}

    /**
     * What is known of a breaker's trips.
     *
     * @param reports how many members have reported one, this one included; 0 if they have just been taken
     * @param members how many have the breaker
     */
    record Tally(long reports, long members) {}

    /** Whom a connection tells. Returns at once, and throws nothing. */
    interface Receiver {
        /** Something was written, by whatever member. */
        void received(Change change);

        /** Something came that is none of ours, and was ignored. */
        void ignored(String why);

        /** The connection is lost, for good: a new one has to be made. */
        void lost(String why);
    }

    /** A connection, safe for use by many threads. It is not made again when it is lost. */
    interface Connection {
        /**
         * Gives a sign of life, which makes {@code member} one, and removes some of those that are gone.
         *
         * @param card what it says of itself
         * @param made the names of breakers that it has now, of which the engine does not know yet
         * @param gone the names of breakers that it has no more
         */
        CompletionStage<Pulse> beat(String member, String card, List<String> made, List<String> gone);

        /**
         * Gives an entry the next number, and tells all.
         *
         * @param kept for how long it is kept under its key; zero for an entry that is only told
         * @param above the highest number that the writer has seen
         * @param over goes if there is no place otherwise, unless there is a newer one of its key; {@code null} for
         *     none
         * @return {@code null} if there is no place: there are {@link #MOST_ENTRIES} of other keys that stay
         */
        CompletionStage<@Nullable Change> write(
                String key, String text, Duration kept, long above, @Nullable Entry over);

        /** Returns everything that is kept, of each key the entry with the highest number. */
        CompletionStage<Contents> read();

        /** Writes again what the engine has lost: each entry whose number is higher than the one that is kept. */
        CompletionStage<?> tell(List<Entry> entries);

        /** Returns the members that are alive. */
        CompletionStage<List<Sign>> members();

        /**
         * Reports that a breaker of {@code member} was tripped by a rule; a further report replaces the one before.
         *
         * @param since reports that are older do not count
         * @param within nor do those older than this
         */
        CompletionStage<Tally> report(String member, String breaker, long since, Duration within);

        /**
         * Takes the reports of a breaker away and writes an entry, if there are at least so many that count, of members
         * that have given a sign of life: {@linkplain #LATELY lately}, or since {@code member} has reported. Of several
         * who try, one succeeds; reports of the next two seconds belong to those and are not kept.
         *
         * @return whether it did
         */
        CompletionStage<Boolean> take(
                String member, String breaker, long since, Duration within, long atLeast, String key, String text);

        /** Removes a member with its reports. */
        CompletionStage<?> leave(String member);

        /** Closes the connection, without telling the receiver. */
        void close();
    }

    /** Makes connections for one instance, until it is closed. Safe for use by many threads. */
    interface Line {
        /**
         * Makes a connection, which is ready, and receives everything from then on. Gives up within three seconds.
         * Several are made one after the other, not at once.
         */
        CompletionStage<Connection> connect(Receiver receiver);

        /** Closes the connections that are open, and what they have in common; none is made any more. */
        void close();
    }

    /** Begins for one instance; several instances of a process may do so. */
    Line open();

    /** The name of the group, for messages. */
    String group();

    /** Where it is, for messages; without what is secret. */
    @Override
    String toString();
}
