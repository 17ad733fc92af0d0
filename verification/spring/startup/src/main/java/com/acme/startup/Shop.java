package com.acme.startup;

import io.breakers.tools.UserCode;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The application: a web server, the actuator and beans of interfaces of their own, whose classes are annotated. Where
 * the library of an annotation is not there, that is not seen.
 */
final class Shop {
    /**
     * What the application writes when it is ready: the milliseconds of its process, and how many beans are proxies.
     */
    static final String READY = "READY ";

    private Shop() {}

    /** Compiles it into a directory in {@code place}. */
    static Path compile(Path place, int beans) {
        var code = new UserCode(place).file("shop/Application.java", """
                package shop;

                import java.lang.management.ManagementFactory;
                import org.springframework.boot.SpringApplication;
                import org.springframework.boot.autoconfigure.SpringBootApplication;

                @SpringBootApplication
                public class Application {
                    public interface Store {}

                    public static void main(String[] arguments) {
                        try (var context = SpringApplication.run(Application.class, arguments)) {
                            long millis = ManagementFactory.getRuntimeMXBean().getUptime();
                            long proxies = context.getBeansOfType(Store.class).values().stream()
                                    .filter(bean -> !bean.getClass().getName().matches("shop.Store\\\\d+"))
                                    .count();
                            System.out.println("READY " + millis + " " + proxies);
                        }
                    }
                }
                """);
        for (int i = 0; i < beans; i++) {
            code.file("shop/Service" + i + ".java", """
                    package shop;

                    public interface Service# extends Application.Store {
                        String find(String id);
                        void save(String id, long amount);
                        boolean drop(String id);
                    }
                    """.replace("#", "" + i));
            code.file("shop/Store" + i + ".java", """
                    package shop;

                    @io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker(name = "store#")
                    @org.springframework.stereotype.Service
                    public class Store# implements Service# {
                        @Override
                        public String find(String id) {
                            return id;
                        }

                        @Override
                        public void save(String id, long amount) {}

                        @Override
                        public boolean drop(String id) {
                            return true;
                        }
                    }
                    """.replace("#", "" + i));
        }
        return code.compile("-cp", System.getProperty("java.class.path"));
    }

    /** The line of properties that protects all of them. */
    static String protect(int beans) {
        return IntStream.range(0, beans).mapToObj(i -> "store" + i).collect(Collectors.joining(","));
    }
}
