package io.breakers.fleet;

import io.breakers.fleet.internal.redis.Frame;
import io.breakers.fleet.internal.redis.Script;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One connection to Redis, which runs the scripts of a fleet and receives what they publish. */
final class RedisConnection implements FleetChannel.Connection {
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final int MOST_WAITING = 256;

    /** Begins the answer where a command was kept, and could not be published. */
    private static final String UNSENT = "UNSENT ";

    private final StatefulRedisPubSubConnection<String, String> connection;
    private final RedisPubSubAsyncCommands<String, String> commands;
    private final String prefix;
    private final String channel;
    private final FleetChannel.Receiver receiver;

    /** For commands under way. Lettuce's own limit would not tell whether it has sent one that it does not take. */
    private final Semaphore places = new Semaphore(MOST_WAITING);

    /** Why nothing is sent any more; empty as long as it is. Set before the connection is closed by us. */
    private volatile String end = "";

    /** The channels of Redis know no databases, so that of a group names it. */
    RedisConnection(
            StatefulRedisPubSubConnection<String, String> connection,
            int database,
            String group,
            FleetChannel.Receiver receiver) {
        this.connection = connection;
        this.commands = connection.async();
        // In braces: what a cluster would keep together.
        this.prefix = "breakers:{" + group + "}:";
        this.channel = prefix + database;
        this.receiver = receiver;
    }

    CompletableFuture<Void> subscribe() {
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String from, String message) {
                if (from.equals(channel)) {
                    received(message);
                }
            }
        });
        connection.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
                if (end.isEmpty()) {
                    end = "the connection was closed by the other side";
                    receiver.lost(end);
                }
            }
        });
        return commands.subscribe(channel).toCompletableFuture();
    }

    private void received(String message) {
        Frame frame = Frame.of(message);
        if (frame == null) {
            receiver.ignored("its frame is none");
        } else {
            receiver.received(new FleetChannel.Change(frame.before(), frame.stamp(), entry(frame)));
        }
    }

    private static FleetChannel.Entry entry(Frame frame) {
        return new FleetChannel.Entry(frame.key(), frame.number(), frame.time(), frame.text());
    }

    @Override
    public CompletionStage<FleetChannel.Pulse> beat(String member, String card, List<String> made, List<String> gone) {
        var arguments = new ArrayList<>(List.of(member, card, millis(FleetChannel.LIFE), number(made.size())));
        arguments.addAll(made);
        arguments.addAll(gone);
        return run(
                Script.BEAT,
                arguments,
                reply -> new FleetChannel.Pulse(longAt(reply, 0), longAt(reply, 1), longAt(reply, 2) == 1));
    }

    @Override
    public CompletionStage<FleetChannel.@Nullable Change> write(
            String key, String text, Duration kept, long above, FleetChannel.@Nullable Entry over) {
        String millis = kept.equals(FleetChannel.FOREVER) ? "-1" : millis(kept);
        var arguments = new ArrayList<>(List.of(key, text, millis, number(above), number(FleetChannel.MOST_ENTRIES)));
        if (over != null) {
            arguments.addAll(List.of(over.key(), number(over.number())));
        }
        if (!places.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException(MOST_WAITING + " commands wait for its answer already"));
        }
        CompletionStage<FleetChannel.@Nullable Change> written = run(Script.WRITE, arguments, reply -> {
            if (reply.isEmpty()) {
                return null;
            }
            var entry = new FleetChannel.Entry(key, longAt(reply, 1), longAt(reply, 2), text);
            return new FleetChannel.Change(longAt(reply, 0), longAt(reply, 1), entry);
        });
        return written.whenComplete((done, failure) -> places.release());
    }

    @Override
    public CompletionStage<FleetChannel.Contents> read() {
        return run(Script.READ, List.of(), reply -> {
            var entries = new ArrayList<FleetChannel.Entry>();
            for (int i = 2; i + 1 < reply.size(); i += 2) {
                Frame frame = Frame.ofKept(textAt(reply, i), textAt(reply, i + 1));
                if (frame == null) {
                    receiver.ignored("what is kept under its key is no entry");
                } else {
                    entries.add(entry(frame));
                }
            }
            return new FleetChannel.Contents(longAt(reply, 0), longAt(reply, 1), entries);
        });
    }

    @Override
    public CompletionStage<?> tell(List<FleetChannel.Entry> entries) {
        var arguments = new ArrayList<>(List.of(number(FleetChannel.MOST_ENTRIES)));
        for (FleetChannel.Entry entry : entries) {
            arguments.addAll(List.of(entry.key(), number(entry.number()), number(entry.time()), entry.text()));
        }
        return run(Script.TELL, arguments, reply -> reply);
    }

    @Override
    public CompletionStage<List<FleetChannel.Sign>> members() {
        return run(Script.MEMBERS, List.of(millis(FleetChannel.LIFE)), reply -> {
            var signs = new ArrayList<FleetChannel.Sign>();
            for (int i = 1; i + 2 < reply.size(); i += 3) {
                Duration age = Duration.ofMillis(Long.parseLong(textAt(reply, i + 1)));
                signs.add(new FleetChannel.Sign(textAt(reply, i), age, textAt(reply, i + 2)));
            }
            return signs;
        });
    }

    @Override
    public CompletionStage<FleetChannel.Tally> report(String member, String breaker, long since, Duration within) {
        List<String> arguments = List.of(member, breaker, number(since), millis(within), millis(FleetChannel.LIFE));
        return run(Script.REPORT, arguments, reply -> new FleetChannel.Tally(longAt(reply, 0), longAt(reply, 1)));
    }

    @Override
    public CompletionStage<Boolean> take(
            String member, String breaker, long since, Duration within, long atLeast, String key, String text) {
        List<String> arguments = List.of(
                member,
                breaker,
                number(since),
                millis(within),
                number(atLeast),
                key,
                text,
                millis(QUIET),
                millis(FleetChannel.LIFE),
                millis(FleetChannel.LATELY));
        return run(Script.TAKE, arguments, reply -> longAt(reply, 0) == 1);
    }

    @Override
    public CompletionStage<?> leave(String member) {
        return run(Script.LEAVE, List.of(member), reply -> reply);
    }

    /** Runs a script by its digest, which costs little; by its text where Redis does not know it. */
    private <T> CompletionStage<T> run(Script script, List<String> arguments, Function<List<Object>, T> reading) {
        if (!end.isEmpty()) {
            return CompletableFuture.failedFuture(new IllegalStateException(end));
        }
        String[] keys = {prefix + "stamp"};
        var all = new ArrayList<>(List.of(prefix, channel));
        all.addAll(arguments);
        String[] values = all.toArray(String[]::new);
        return known(script, keys, values)
                .exceptionallyCompose(failure -> Stages.cause(failure) instanceof RedisNoScriptException
                        ? commands.eval(script.text(), ScriptOutputType.MULTI, keys, values)
                        : CompletableFuture.failedFuture(failure))
                .handle((reply, failure) -> {
                    if (failure != null) {
                        throw failed(Stages.cause(failure));
                    }
                    return reading.apply(reply);
                });
    }

    private CompletionStage<List<Object>> known(Script script, String[] keys, String[] values) {
        try {
            return commands.evalsha(script.digest(), ScriptOutputType.MULTI, keys, values);
        } catch (RuntimeException closing) {
            return CompletableFuture.failedFuture(closing);
        }
    }

    /** An answer that is an error is a refusal, but for one; all else tells nothing. */
    private static RuntimeException failed(Throwable failure) {
        return failure instanceof RedisCommandExecutionException
                        && !String.valueOf(failure.getMessage()).startsWith(UNSENT)
                ? new IllegalStateException("Redis answered: " + failure.getMessage(), failure)
                : new CompletionException(failure);
    }

    private static String millis(Duration duration) {
        return number(duration.toMillis());
    }

    private static String number(long number) {
        return Long.toString(number);
    }

    private static long longAt(List<Object> reply, int index) {
        return (Long) reply.get(index);
    }

    private static String textAt(List<Object> reply, int index) {
        return (String) reply.get(index);
    }

    @Override
    public void close() {
        end = "it was closed";
        if (connection.isOpen()) {
            Future<?> unused = connection.closeAsync();
        }
    }
}
