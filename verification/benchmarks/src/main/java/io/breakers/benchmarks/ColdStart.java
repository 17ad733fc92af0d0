package io.breakers.benchmarks;

import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures, once in a fresh process, how long it takes to protect the first service and the following ones. Prints
 * lines of a name and a number.
 *
 * <p>Arguments: how to create the object ({@code BARE} for a JDK proxy that only calls the target, else a
 * {@link ProxyEngine}), and the names of further services. No lambda and no string concatenation runs before the clock
 * stops: the first of either costs more than a proxy.
 */
final class ColdStart {
    private ColdStart() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        var target = new PlainWallet();
        target.pay("4711", 1);
        long start = System.nanoTime();
        Wallet wallet = make(arguments[0], Wallet.class, target);
        wallet.pay("4711", 1);
        long first = System.nanoTime() - start;

        int services = arguments.length - 1;
        long[] protects = new long[services];
        long[] calls = new long[services];
        long[] metadata = new long[services];
        for (int i = 0; i < services; i++) {
            measure(arguments[0], arguments[i + 1], i, protects, calls, metadata);
        }

        print("first", first);
        for (int i = 0; i < services; i++) {
            print(arguments[i + 1] + ".protect", protects[i]);
            print(arguments[i + 1] + ".callAll", calls[i]);
            print(arguments[i + 1] + ".metadata", metadata[i]);
        }
    }

    private static void measure(String way, String service, int index, long[] protects, long[] calls, long[] metadata)
            throws ReflectiveOperationException {
        String name = SizedServices.name(service);
        Class<?> type = Class.forName(name);
        Object target = Class.forName(name + "Target").getConstructor().newInstance();
        @SuppressWarnings("unchecked") // that is how it was written
        var caller = (Consumer<Object>)
                Class.forName(name + "Caller").getConstructor().newInstance();
        caller.accept(target);
        long before = metadataBytes();

        long start = System.nanoTime();
        Object made = make(way, type, target);
        long done = System.nanoTime();
        caller.accept(made);
        calls[index] = System.nanoTime() - done;
        protects[index] = done - start;
        metadata[index] = metadataBytes() - before;
    }

    private static <T> T make(String way, Class<T> type, Object target) {
        if (way.equals("BARE")) {
            return BareProxy.around(type, target);
        }
        return Breakers.builder(type, type.cast(target))
                .engine(ProxyEngine.valueOf(way))
                .build();
    }

    private static long metadataBytes() {
        long used = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            String name = pool.getName();
            if (name.equals("Metaspace")) {
                used += pool.getUsage().getUsed();
            }
        }
        return used;
    }

    private static void print(String name, long value) {
        System.out.printf(Locale.ROOT, "%s %d%n", name, value);
    }
}
