package io.breakers.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.proxy.ServiceType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** R1: an adapter's factory learns the return type with its type arguments. */
class AdapterTypeTest {
    interface Generic<E> extends Parent<List<E>> {
        E plain();

        List<E> list();

        E[] array();

        List<E>[] lists();

        Map<? extends E, ? super E> wild();

        List<? extends List<E>[]> deep();

        Map.Entry<E, Integer> entry();

        int number();

        List<?> unknown();
    }

    interface Parent<P> {
        Map<P, P[]> inherited();
    }

    /** The same, as one would write it without type variables. */
    interface Concrete {
        String plain();

        List<String> list();

        String[] array();

        List<String>[] lists();

        Map<? extends String, ? super String> wild();

        List<? extends List<String>[]> deep();

        Map.Entry<String, Integer> entry();

        int number();

        List<?> unknown();

        Map<List<String>, List<String>[]> inherited();
    }

    interface Open<E extends Number> {
        E plain();

        List<E> list();
    }

    /** Learns the types of all methods, and adapts none. */
    private static final class Learning implements CallAdapter.Factory {
        private final Map<String, Type> learnt = new HashMap<>();

        @Override
        public CallAdapter<?> adapterFor(Method method) {
            throw new AssertionError("it is asked with the type");
        }

        @Override
        public CallAdapter<?> adapterFor(Method method, Type returned) {
            learnt.put(method.getName(), returned);
            return null;
        }
    }

    /** Adapts futures of strings, and takes them for their outcome. */
    private static final class OfFutures implements CallAdapter.Factory {
        @Override
        public CallAdapter<?> adapterFor(Method method) {
            return null;
        }

        @Override
        public CallAdapter<?> adapterFor(Method method, Type returned) {
            return returned instanceof ParameterizedType type
                            && type.getRawType() == Future.class
                            && type.getActualTypeArguments()[0] == String.class
                    ? (CallAdapter<Future<String>>) call -> {
                        Attempt<Future<String>> attempt = call.start();
                        Future<String> future = attempt.call();
                        attempt.failed(new IllegalStateException("as the adapter sees it"));
                        return future;
                    }
                    : null;
        }
    }

    private static Map<String, Type> declaredBy(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .collect(Collectors.toMap(Method::getName, Method::getGenericReturnType));
    }

    @SuppressWarnings("unchecked") // what implements the raw type can be called as any of its types
    private static <T> T nobody(Class<? super T> type) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> null);
    }

    @Test
    void r1_aFactoryLearnsTheTypeWithAllKnownArguments() {
        var factory = new Learning();
        ServiceType<Generic<String>> type = new ServiceType<>() {};
        Breakers.builder(type, nobody(Generic.class)).adapter(factory).build();

        assertThat(factory.learnt).isEqualTo(declaredBy(Concrete.class));
        assertThat(declaredBy(Concrete.class)).isEqualTo(factory.learnt);
        assertThat(hashes(factory.learnt)).isEqualTo(hashes(declaredBy(Concrete.class)));
        assertThat(names(factory.learnt)).isEqualTo(names(declaredBy(Concrete.class)));
    }

    @Test
    void r1_aFactoryLearnsVariablesThatNobodyGave() {
        var factory = new Learning();
        Breakers.builder(Open.class, nobody(Open.class)).adapter(factory).build();

        assertThat(factory.learnt).isEqualTo(declaredBy(Open.class));
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "GENERATED"})
    void r1_anAdapterObservesATypeThatIsKnownByItsArgumentOnly(ProxyEngine engine) {
        var future = new FutureTask<>(() -> "later");
        var service = Breakers.builder(new ServiceType<Supplier<Future<String>>>() {}, () -> future)
                .adapter(new OfFutures())
                .engine(engine)
                .build();

        assertThat(service.get()).isSameAs(future);
        assertThat(Breakers.inspect(service).breaker("get").stats().failures()).isOne();
    }

    private static Map<String, Integer> hashes(Map<String, Type> types) {
        var hashes = new HashMap<String, Integer>();
        types.forEach((method, type) -> hashes.put(method, type.hashCode()));
        return hashes;
    }

    private static Map<String, String> names(Map<String, Type> types) {
        var names = new HashMap<String, String>();
        types.forEach((method, type) -> names.put(method, type.getTypeName()));
        return names;
    }
}
