package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Further interfaces of the target that its proxy implements, and the object behind it. */
class FurtherTypesTest extends EngineSetting {
    interface Shop {
        String find(String article);

        int size();
    }

    interface Audited {
        long audit(int level, double share, String... notes);

        default String auditor() {
            return "nobody";
        }
    }

    interface Sized {
        int size();

        String name();
    }

    private static final class Corner implements Shop, Audited, Sized, AutoCloseable, Callable<String> {
        private final List<Object> asked = new ArrayList<>();

        @Override
        public String find(String article) {
            return article;
        }

        @Override
        public int size() {
            return 3;
        }

        @Override
        public String name() {
            return "corner";
        }

        @Override
        public long audit(int level, double share, String... notes) {
            asked.addAll(List.of(level, share, List.of(notes)));
            return 7;
        }

        @Override
        public void close() {
            asked.add("close");
        }

        @Override
        public String call() throws Exception {
            throw new Exception("checked");
        }
    }

    private final Corner corner = new Corner();

    private ProtectionBuilder<Shop> builder() {
        return builder(Shop.class, corner);
    }

    @Test
    void theirMethodsGoStraightToTheTarget() throws Exception {
        Shop shop = builder()
                .alsoImplement(AutoCloseable.class)
                .alsoImplement(Audited.class)
                .alsoImplement(Callable.class)
                .build();

        assertThat(shop.find("apples")).isEqualTo("apples");
        assertThat(((Audited) shop).audit(2, 0.5, "a", "b")).isEqualTo(7);
        assertThat(((Audited) shop).auditor()).isEqualTo("nobody");
        ((AutoCloseable) shop).close();
        assertThat(corner.asked).containsExactly(2, 0.5, List.of("a", "b"), "close");
        assertThatThrownBy(((Callable<?>) shop)::call)
                .isExactlyInstanceOf(Exception.class)
                .hasMessage("checked");
        assertThat(Breakers.inspect(shop).breakers())
                .extracting(breaker -> breaker.name())
                .containsExactly("Shop.find", "Shop.size");
        assertThat(Breakers.inspect(shop).engine()).isEqualTo(engine);
    }

    @Test
    void aMethodThatTheServiceHasTooIsTheServices() {
        Shop shop = builder().alsoImplement(Sized.class).build();

        assertThat(((Sized) shop).size()).isEqualTo(3);
        assertThat(((Sized) shop).name()).isEqualTo("corner");
        assertThat(breaker(shop, "size").stats().successes()).isEqualTo(1);
    }

    @Test
    void aServiceOfThePlatformAlsoImplementsATypeOfTheUsers() {
        class Names implements Supplier<String>, Audited {
            @Override
            public String get() {
                return "apples";
            }

            @Override
            public long audit(int level, double share, String... notes) {
                return level;
            }
        }
        Supplier<?> names = builder(Supplier.class, new Names())
                .alsoImplement(Audited.class)
                .build();

        assertThat(names.get()).isEqualTo("apples");
        assertThat(((Audited) names).audit(5, 1)).isEqualTo(5);
    }

    @Test
    void twoServicesWithFurtherTypesDoNotShareWhatTheyImplement() {
        Object closeable = builder().alsoImplement(AutoCloseable.class).build();
        Object audited = builder().alsoImplement(Audited.class).build();

        assertThat(closeable).isInstanceOf(AutoCloseable.class).isNotInstanceOf(Audited.class);
        assertThat(audited).isInstanceOf(Audited.class).isNotInstanceOf(AutoCloseable.class);
    }

    @Test
    void whatCannotBeImplementedIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder()
                        .alsoImplement(String.class)
                        .alsoImplement(Shop.class)
                        .alsoImplement(Runnable.class)
                        .alsoImplement(Comparator.class)
                        .build())
                .withMessage("""
                        Cannot protect io.breakers.contract.FurtherTypesTest$Shop:
                          - alsoImplement names java.lang.String, which is not a plain interface; leave it out
                          - alsoImplement names io.breakers.contract.FurtherTypesTest$Shop, which it is or extends anyway; \
                        leave it out
                          - alsoImplement names java.lang.Runnable, which the target does not implement; leave it out
                          - alsoImplement names java.util.Comparator, which the target does not implement; leave it out""");
        assertThatThrownBy(() -> builder().alsoImplement(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("type");
    }

    interface Names {
        String name();
    }

    interface Anything {
        Object name();
    }

    @Test
    void aMethodThatReturnsAnotherTypeThanTheServicesIsRefused() {
        class Both implements Names, Anything {
            @Override
            public String name() {
                return "both";
            }
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder(Names.class, new Both())
                        .alsoImplement(Anything.class)
                        .build())
                .withMessage("Cannot protect io.breakers.contract.FurtherTypesTest$Names: alsoImplement names"
                        + " io.breakers.contract.FurtherTypesTest$Anything, whose name returns java.lang.Object where its"
                        + " own returns java.lang.String; protect an interface that extends both");
    }

    @Test
    void theObjectBehindIsTheTarget() {
        assertThat(Breakers.inspect(builder().build()).target()).isSameAs(corner);
    }
}
