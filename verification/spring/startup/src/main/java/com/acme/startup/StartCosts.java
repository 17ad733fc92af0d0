package com.acme.startup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much later an application of Spring Boot is ready with 30 protected beans: beside the same one without, and
 * beside Resilience4j's starter (P20). Each start is a process of its own, by turns, so that a slow moment of the
 * machine hits all of them. Prints medians and what they say; asserts nothing, because the time of a machine is not
 * ours.
 *
 * <pre>{@code mvn -q -pl verification/spring/startup -am package -DskipTests -Pstartup}</pre>
 */
public final class StartCosts {
    private static final int BEANS = 30;

    private StartCosts() {}

    /** Starts each application as often as the argument says. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(arguments[0]);
        Path application = Shop.compile(Files.createTempDirectory("breakers-startup"), BEANS);
        Map<Variant, List<Long>> millis = new EnumMap<>(Variant.class);
        for (int round = 0; round <= rounds; round++) {
            for (Variant variant : Variant.values()) {
                long taken = start(variant, application);
                if (round > 0) { // the first one reads the files of the class path from the disk
                    millis.computeIfAbsent(variant, first -> new ArrayList<>()).add(taken);
                }
            }
        }
        millis.forEach((variant, all) -> System.out.println(String.format(
                Locale.ROOT,
                "%-12s ready after %5d ms (quarters %d to %d, %d starts)",
                variant,
                quantile(all, 2),
                quantile(all, 1),
                quantile(all, 3),
                all.size())));
        long plain = quantile(millis.getOrDefault(Variant.PLAIN, List.of()), 2);
        long ours = quantile(millis.getOrDefault(Variant.BREAKERS, List.of()), 2);
        long peers = quantile(millis.getOrDefault(Variant.RESILIENCE4J, List.of()), 2);
        boolean small = ours <= plain * 1.05 || ours - plain <= 150;
        System.out.println(line("none", "1.050 or 150 ms", ours, plain, small));
        System.out.println(line("Resilience4j", "1.000", ours, peers, ours <= peers));
    }

    private static String line(String what, String limit, long ours, long against, boolean met) {
        return String.format(
                Locale.ROOT,
                "P20  %d protected beans against %-12s  %+5d ms, ratio %.3f   <= %-15s   %s",
                BEANS,
                what,
                ours - against,
                (double) ours / against,
                limit,
                met ? "met" : "missed");
    }

    private static long quantile(List<Long> values, int quarter) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get((sorted.size() - 1) * quarter / 4);
    }

    /** Returns the milliseconds from the start of the process until the application was ready. */
    private static long start(Variant variant, Path application) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        variant.classPath(application),
                        "shop.Application",
                        "--server.port=0",
                        "--breakers.protect=" + Shop.protect(BEANS))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int end = process.waitFor();
        int ready = said.lastIndexOf(Shop.READY);
        if (end != 0 || ready < 0) {
            throw new IllegalStateException(variant + " does not start:\n" + said);
        }
        String[] values = said.substring(ready + Shop.READY.length())
                .lines()
                .findFirst()
                .orElse("")
                .split(" ", -1);
        if (Integer.parseInt(values[1]) != variant.protectedBeans(BEANS)) {
            throw new IllegalStateException(variant + " protects " + values[1] + " beans:\n" + said);
        }
        return Long.parseLong(values[0]);
    }
}
