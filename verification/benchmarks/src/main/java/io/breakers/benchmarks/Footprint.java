package io.breakers.benchmarks;

import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures, in a fresh process with a serial collector, how much heap 10,000 protected methods occupy, and
 * how much each of 1,000 does that 200 live threads call. Prints lines of a name and a number.
 *
 * <p>Arguments: how to create the objects, and the service; enough objects are created to have 10,000 methods in total.
 */
final class Footprint {
    private static final int METHODS = 10_000;
    private static final int METHODS_OF_POOL = 1_000;
    private static final int POOL = 200;
    private static final int WARM_UP = 5;

    private Footprint() {}

    public static void main(String[] arguments) throws Exception {
        ProxyEngine engine = ProxyEngine.valueOf(arguments[0]);
        String name = SizedServices.name(arguments[1]);
        int services = METHODS / SizedServices.methods(arguments[1]);
        int methods = services * SizedServices.methods(arguments[1]);
        Class<?> type = Class.forName(name);
        Object target = Class.forName(name + "Target").getConstructor().newInstance();
        @SuppressWarnings("unchecked") // that is how it was written
        var caller = (Consumer<Object>)
                Class.forName(name + "Caller").getConstructor().newInstance();

        warmUp(engine, type, target, caller);

        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        long empty = heap();
        long start = System.nanoTime();
        Object[] objects = protect(engine, type, target, services);
        long elapsed = System.nanoTime() - start;
        long neverCalled = heap();
        call(caller, objects);
        long called = heap();
        callFromTwoThreads(caller, objects);
        long contended = heap();

        print("neverCalled", (neverCalled - empty) / methods);
        print("called", (called - empty) / methods);
        print("contended", (contended - empty) / methods);
        print("threads", ManagementFactory.getThreadMXBean().getThreadCount() - threads);
        print(
                "pooled",
                pooled(engine, type, target, caller, METHODS_OF_POOL / SizedServices.methods(arguments[1]))
                        / SizedServices.methods(arguments[1]));
        print("protectAll", elapsed);
        print("objects", objects.length);
    }

    /** Classes, caches of reflection and the proxy's class come once, however many services there are. */
    private static void warmUp(ProxyEngine engine, Class<?> type, Object target, Consumer<Object> caller)
            throws InterruptedException {
        Object[] objects = protect(engine, type, target, WARM_UP);
        call(caller, objects);
        callFromTwoThreads(caller, objects);
    }

    /** What a service holds that all threads of a pool have called, while they live. */
    private static long pooled(ProxyEngine engine, Class<?> type, Object target, Consumer<Object> caller, int services)
            throws InterruptedException {
        try (var pool = new Pool(POOL)) {
            long empty = heap();
            Object[] objects = protect(engine, type, target, services);
            pool.run(() -> callOften(caller, objects));
            long called = heap();
            Reference.reachabilityFence(objects);
            return (called - empty) / services;
        }
    }

    private static Object[] protect(ProxyEngine engine, Class<?> type, Object target, int times) {
        Object[] services = new Object[times];
        for (int i = 0; i < times; i++) {
            services[i] = protect(engine, type, target);
        }
        return services;
    }

    private static <T> T protect(ProxyEngine engine, Class<T> type, Object target) {
        return Breakers.builder(type, type.cast(target)).engine(engine).build();
    }

    private static void call(Consumer<Object> caller, Object[] services) {
        for (Object service : services) {
            caller.accept(service);
        }
    }

    private static void callFromTwoThreads(Consumer<Object> caller, Object[] services) throws InterruptedException {
        var other = new Thread(() -> callOften(caller, services));
        other.start();
        callOften(caller, services);
        other.join();
    }

    private static void callOften(Consumer<Object> caller, Object[] services) {
        for (Object service : services) {
            for (int i = 0; i < 200; i++) {
                caller.accept(service);
            }
        }
    }

    /** What is left when several collections in a row free nothing more: what references let go is freed by later ones. */
    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int inVain = 0; inVain < 8; inVain++) {
            System.gc();
            long used = runtime.totalMemory() - runtime.freeMemory();
            if (used < least) {
                least = used;
                inVain = 0;
            }
        }
        return least;
    }

    private static void print(String name, long value) {
        System.out.printf(Locale.ROOT, "%s %d%n", name, value);
    }
}
