package io.breakers.instances;

import io.lettuce.core.api.sync.RedisCommands;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Redis says that it has done, by {@code INFO}, between two moments. */
record Figures(double seconds, double questions, double commands, double in, double out) {
    static Figures of(RedisCommands<String, String> redis) {
        String stats = redis.info("stats");
        String commands = redis.info("commandstats");
        return new Figures(
                System.nanoTime() / 1e9,
                read(commands, "cmdstat_evalsha:calls=")
                        + read(commands, "cmdstat_eval:calls=")
                        + read(commands, "cmdstat_ping:calls="),
                read(stats, "total_commands_processed:"),
                read(stats, "total_net_input_bytes:"),
                read(stats, "total_net_output_bytes:"));
    }

    /** Zero for what has never happened. */
    private static double read(String info, String name) {
        Matcher found = Pattern.compile(Pattern.quote(name) + "(\\d+)").matcher(info);
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }

    Figures since(Figures before) {
        return new Figures(
                seconds - before.seconds,
                questions - before.questions,
                commands - before.commands,
                in - before.in,
                out - before.out);
    }

    String per(int members) {
        double share = seconds * members;
        return String.format(
                Locale.ROOT,
                "%.2f questions, %.1f commands in all, %.0f bytes in, %.0f bytes out",
                questions / share,
                commands / share,
                in / share,
                out / share);
    }
}
