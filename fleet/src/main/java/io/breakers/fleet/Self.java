package io.breakers.fleet;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerState;
import io.breakers.api.Ticker;
import io.breakers.fleet.internal.messages.Card;
import io.breakers.fleet.internal.messages.MalformedException;
import io.breakers.operations.BreakerRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** This instance as a member, among the others. Safe for use by many threads. */
final class Self {
    private final String id;
    private final BreakerRegistry registry;
    private final SharedDocument document;
    private final Ticker ticker;
    private final long begin;

    Self(String id, BreakerRegistry registry, SharedDocument document, Ticker ticker) {
        this.id = id;
        this.registry = registry;
        this.document = document;
        this.ticker = ticker;
        this.begin = ticker.read();
    }

    /** Returns an id that people know by host and process, and nobody else has because of the rest. */
    static String newId() {
        String host =
                Objects.requireNonNullElse(System.getenv("HOSTNAME"), "jvm").replaceAll("[^A-Za-z0-9._-]", "");
        return host.substring(0, Math.min(host.length(), 60)) + "-"
                + ProcessHandle.current().pid() + "-"
                + Long.toHexString(ThreadLocalRandom.current().nextLong(1L << 32, 1L << 36));
    }

    String id() {
        return id;
    }

    /** What it says to the others. */
    Card card() {
        List<String> open = registry.breakers().stream()
                .filter(breaker -> breaker.state() != BreakerState.CLOSED)
                .map(Breaker::name)
                .toList();
        long since = TimeUnit.NANOSECONDS.toMillis(ticker.read() - begin);
        return Card.fitting(since, document.number(), document.refused(), open);
    }

    Member now() {
        return member(id, Duration.ZERO, card());
    }

    /**
     * Returns all members.
     *
     * @param signs of all, or all others
     * @param garbage learns of a card that no member has written
     */
    List<Member> among(List<FleetChannel.Sign> signs, Consumer<String> garbage) {
        var members = new ArrayList<Member>(List.of(now()));
        for (FleetChannel.Sign sign : signs) {
            try {
                if (!sign.member().equals(id)) {
                    members.add(member(sign.member(), sign.age(), Card.of(sign.card())));
                }
            } catch (MalformedException none) {
                garbage.accept(String.valueOf(none.getMessage()));
            }
        }
        members.sort(Comparator.comparing(Member::id));
        return List.copyOf(members);
    }

    private static Member member(String id, Duration age, Card card) {
        return new Member(id, Duration.ofMillis(card.since()).plus(age), card.document(), card.refused(), card.open());
    }
}
