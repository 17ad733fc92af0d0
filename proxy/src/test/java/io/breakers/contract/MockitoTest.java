package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.breakers.proxy.Breakers;
import org.junit.jupiter.api.Test;

/** R14: the ways to watch the calls of a protected object that docs/guide/testing.md names. */
class MockitoTest extends EngineSetting {
    interface Shop {
        String find(String article);
    }

    static class Corner implements Shop {
        @Override
        public String find(String article) {
            return "some " + article;
        }
    }

    @Test
    void r14_theObjectBehindMayBeASpy() {
        Shop shop = protect(Shop.class, spy(new Corner()));
        var behind = (Shop) Breakers.inspect(shop).target();
        when(behind.find("pears")).thenThrow(new IllegalStateException("none"));

        assertThat(shop.find("apples")).isEqualTo("some apples");
        assertThatThrownBy(() -> shop.find("pears")).hasMessage("none");
        verify(behind).find("apples");
        assertThat(breaker(shop, "find").stats().failures()).isEqualTo(1);
    }

    @Test
    void r14_aMockMayDelegateToAProtectedObject() {
        Shop shop = protect(Shop.class, new Corner());
        Shop watched = mock(Shop.class, delegatesTo(shop));

        assertThat(watched.find("apples")).isEqualTo("some apples");
        verify(watched).find("apples");
        assertThat(breaker(shop, "find").stats().successes()).isEqualTo(1);
    }
}
