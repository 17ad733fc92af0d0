package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.breakers.proxy.Breakers;
import io.breakers.spring.BreakersAutoConfiguration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mockito.exceptions.misusing.NotAMockException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** Mocks and spies in tests of applications. */
class MocksTest {
    public interface Greeter {
        String greet(String name);
    }

    public static class Polite implements Greeter {
        @Override
        public String greet(String name) {
            return "hello " + name;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(BreakersAutoConfiguration.class)
    static class Application {
        @Bean
        Greeter greeter() {
            return new Polite();
        }
    }

    @Nested
    @SpringBootTest(
            classes = Application.class,
            webEnvironment = SpringBootTest.WebEnvironment.NONE,
            properties = "breakers.services.greeter.enabled=true")
    class Mocked {
        @MockitoBean
        Greeter greeter;

        @Test
        void aMockTakesThePlaceOfTheBeanAndIsNotProtected() {
            when(greeter.greet("Ann")).thenReturn("mocked");
            assertThat(greeter.greet("Ann")).isEqualTo("mocked");
            assertThat(Breakers.isProtected(greeter)).isFalse();
        }
    }

    @Nested
    @SpringBootTest(
            classes = Application.class,
            webEnvironment = SpringBootTest.WebEnvironment.NONE,
            properties = "breakers.services.greeter.enabled=true")
    class Spied {
        @MockitoSpyBean
        Greeter greeter;

        @Autowired
        Greeter injected;

        @Test
        void aSpyIsProtectedAndIsBehindTheBreaker() {
            assertThat(injected.greet("Ann")).isEqualTo("hello Ann");
            assertThat(Breakers.isProtected(injected)).isTrue();
            Greeter spy = (Greeter) Breakers.inspect(injected).target();
            verify(spy).greet("Ann");
            assertThatThrownBy(() -> verify(injected)).isInstanceOf(NotAMockException.class);
        }
    }

    @Nested
    @SpringBootTest(
            classes = Application.class,
            webEnvironment = SpringBootTest.WebEnvironment.NONE,
            properties = "breakers.services.greeter.enabled=true")
    @TestPropertySource(properties = "breakers.services.greeter.enabled=false")
    class SpiedWithoutBreaker {
        @MockitoSpyBean
        Greeter greeter;

        @Test
        void aSpyOfAServiceThatIsSwitchedOffIsJustASpy() {
            assertThat(greeter.greet("Ann")).isEqualTo("hello Ann");
            verify(greeter).greet("Ann");
        }
    }
}
