package io.breakers.benchmarks;

import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures, in a fresh process with a serial collector, how much heap 10,000 protected methods occupy. Prints lines of a name and a
 * number.
 *
 * <p>Arguments: how to create the objects, and the service; enough objects are created to have 10,000 methods in total.
 */
final class Footprint {
    private static final int METHODS = 10_000;
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

        // Classes, caches of reflection and the proxy's class come once, however many services there are.
        Object[] warmUp = protect(engine, type, target, WARM_UP);
        call(caller, warmUp);
        callFromTwoThreads(caller, warmUp);

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
        print("protectAll", elapsed);
        print("objects", objects.length);
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

    /** What is left after a collection; several, for what finalizers and references let go late. */
    private static long heap() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void print(String name, long value) {
        System.out.printf(Locale.ROOT, "%s %d%n", name, value);
    }
}
