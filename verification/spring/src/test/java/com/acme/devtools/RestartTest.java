package com.acme.devtools;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.spring.BreakersAutoConfiguration;
import java.net.URL;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Devtools loads the classes of an application anew at each restart, in a loader in front of all libraries. */
class RestartTest {
    public interface Greeter {
        String greet(String name);
    }

    /** Runs once, and gives what was protected. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(BreakersAutoConfiguration.class)
    public static class Application implements Callable<Object> {
        @Bean
        Greeter greeter() {
            return name -> "hello " + name;
        }

        @Override
        public Object call() {
            var application = new SpringApplication(Application.class);
            application.setWebApplicationType(WebApplicationType.NONE);
            try (var context = application.run("--breakers.protect=greeter")) {
                Greeter greeter = context.getBean(Greeter.class);
                assertThat(greeter.greet("Ann")).isEqualTo("hello Ann");
                return greeter;
            }
        }
    }

    private static Object start(ClassLoader restarted) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(restarted);
        try {
            Class<?> application = restarted.loadClass(Application.class.getName());
            return ((Callable<?>) application.getDeclaredConstructor().newInstance()).call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void eachRestartProtectsTheInterfaceOfItsOwnLoader() throws Exception {
        URL[] classes = {RestartTest.class.getProtectionDomain().getCodeSource().getLocation()};
        ClassLoader libraries = RestartTest.class.getClassLoader();
        try (var first = new RestartClassLoader(libraries, classes);
                var second = new RestartClassLoader(libraries, classes)) {
            Object before = start(first);
            Object after = start(second);

            assertThat(before.getClass().getInterfaces()[0].getClassLoader()).isSameAs(first);
            assertThat(after.getClass().getInterfaces()[0].getClassLoader()).isSameAs(second);
            assertThat(Breakers.inspect(after).engine()).isEqualTo(ProxyEngine.GENERATED);
            assertThat(after).isNotInstanceOf(Greeter.class);
        }
    }
}
