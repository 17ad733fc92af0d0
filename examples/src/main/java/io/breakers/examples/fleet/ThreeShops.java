package io.breakers.examples.fleet;

import io.breakers.fleet.Fleet;
import io.breakers.fleet.FleetException;
import io.breakers.fleet.Member;
import io.breakers.fleet.RedisFleet;
import io.breakers.operations.BreakerRegistry;
import io.breakers.operations.Settings;
import io.breakers.tools.RedisServer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Twenty seconds at the desk of an operator of three shops, each a JVM of its own, over a real Redis that this starts:
 * one command opens the breaker of all, one document changes their rules; a shop is killed, and Redis, and the others
 * go on.
 */
public final class ThreeShops {
    private static final String CHARGE = "PaymentService.charge";
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final int MOST_LOOKS = 15_000;

    /** The operator, and the shops that are left. */
    private static final int MEMBERS = 3;

    private final Journal journal;
    private final Duration pause;
    private final RedisServer redis;
    private final Map<String, Jvm> shops = new LinkedHashMap<>();

    private ThreeShops(PrintStream out, Duration pause, RedisServer redis) {
        this.journal = new Journal(out);
        this.pause = pause;
        this.redis = redis;
    }

    /** Tells the story once. */
    public static void main(String[] args) throws Exception {
        run(System.out, Duration.ofMillis(1_500));
    }

    /** Tells the story, with pauses to read it. */
    static void run(PrintStream out, Duration pause) throws Exception {
        try (var redis = new RedisServer()) {
            var story = new ThreeShops(out, pause, redis);
            try (story.journal) {
                story.tell();
            } finally {
                for (Jvm shop : story.shops.values()) {
                    shop.end();
                }
            }
        }
    }

    private void tell() throws Exception {
        print("Redis is at " + redis.uri() + ". Three shops open");
        open("shop-1");
        open("shop-2");
        Jvm third = open("shop-3");
        try (var registry = BreakerRegistry.create();
                Fleet fleet = Fleet.of(registry, RedisFleet.at(redis.uri()).group(Shop.GROUP))
                        .join()) {
            await(() -> fleet.members().size() == 4);
            operate(fleet);
            loseAShop(third);
            loseRedis(fleet);
            comeBack(fleet);

            await(() -> journal.count("sells") == 4 && fleet.members().size() == 4);
            show(fleet);
        }
        print("The shops close");
    }

    private Jvm open(String name) throws IOException {
        Jvm shop = Jvm.start(Shop.class, line -> journal.write("[" + name + "] " + line), redis.uri());
        shops.put(name, shop);
        return shop;
    }

    private void operate(Fleet fleet) {
        print("Maintenance at the bank: one command for all");
        fleet.forceOpen(CHARGE, "maintenance", "ops-7");
        await(() -> journal.count("FORCED_OPEN: maintenance") == 3);
        rest();
        print("It is over: another one");
        fleet.reset(CHARGE, "done", "ops-7");
        await(() -> journal.count("CLOSED: done") == 3);
        rest();
        print("One document for all");
        long document = fleet.apply(Settings.of(Map.of("services.PaymentService.failure-rate", "30%")));
        await(() -> fleet.members().stream()
                        .filter(member -> member.document() == document)
                        .count()
                == 4);
        show(fleet);
        rest();
    }

    private void loseAShop(Jvm third) throws InterruptedException {
        print("shop-3 is killed");
        third.kill();
        rest();
    }

    private void loseRedis(Fleet fleet) {
        print("Redis is killed");
        redis.kill();
        await(() -> !fleet.connected() && unconnected() == MEMBERS);
        try {
            fleet.forceOpen(CHARGE, "fraud", "ops-7");
        } catch (FleetException refused) {
            print("A command now: " + (refused.isFateUnknown() ? "its fate is unknown" : "it is refused"));
        }
        rest();
    }

    /** How many have said that they have lost Redis, and not yet that they have it again. */
    private long unconnected() {
        return journal.count("is not connected") - journal.count("is connected again");
    }

    private void comeBack(Fleet fleet) throws IOException {
        print("Redis is started again");
        redis.start();
        // A shop that came back later would find that the two seconds are over.
        await(() -> fleet.connected() && unconnected() == 0);
        print("The command again, for two seconds; then shop-3 opens again");
        fleet.forceOpen(CHARGE, "fraud", "ops-7", Duration.ofSeconds(2));
        await(() -> journal.count("CLOSED: the end of: fraud") == 2);
        open("shop-3");
        print("Within 15 s, the one that was killed is no member any more");
    }

    private void show(Fleet fleet) {
        print("members():");
        for (Member member : fleet.members()) {
            print("    " + nameOf(member) + ": document " + member.document() + ", not CLOSED: " + member.open());
        }
    }

    private String nameOf(Member member) {
        return shops.entrySet().stream()
                .filter(shop -> member.id().contains("-" + shop.getValue().pid() + "-"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(member.id().contains("-" + ProcessHandle.current().pid() + "-") ? "operator" : "(gone)");
    }

    private void print(String text) {
        journal.write(text);
    }

    private void rest() {
        LockSupport.parkNanos(pause.toNanos());
    }

    /** Waits for what other processes do. */
    private static void await(BooleanSupplier condition) {
        for (int looks = 0; !condition.getAsBoolean(); looks++) {
            if (looks == MOST_LOOKS) {
                throw new IllegalStateException("This took more than five minutes; see the last lines");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
