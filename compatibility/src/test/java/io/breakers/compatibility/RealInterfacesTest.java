package io.breakers.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.MongoCollection;
import feign.RequestLine;
import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ProxyEngine;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.repository.CrudRepository;
import retrofit2.Call;
import retrofit2.http.GET;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Every method of interfaces that people really protect, called on both proxy engines: each call arrives once, as it was made. */
class RealInterfacesTest {
    /** What the message of protect offers for a method whose outcome nothing observes. */
    private static final Pattern OFFERED = Pattern.compile("treatAsSynchronous\\(\"([^\"]+)\"\\)");

    private static final List<Class<?>> TYPES = List.of(
            DataSource.class,
            java.sql.Connection.class,
            PreparedStatement.class,
            ExecutorService.class,
            Map.class,
            List.class,
            S3Client.class,
            S3AsyncClient.class,
            RedisCommands.class,
            RedisAsyncCommands.class,
            Producer.class,
            RetrofitOrders.class,
            FeignOrders.class,
            Orders.class,
            EntityManager.class,
            MongoCollection.class,
            io.r2dbc.spi.Connection.class);

    /** As Retrofit wants them. */
    public interface RetrofitOrders {
        @GET("orders")
        Call<String> orders();
    }

    /** As Feign wants them. */
    public interface FeignOrders {
        @RequestLine("GET /orders")
        String orders();
    }

    /** As Spring Data wants them. */
    public interface Orders extends CrudRepository<String, Long> {
        List<String> findByName(String name);
    }

    static Stream<Arguments> typesAndEngines() {
        return TYPES.stream()
                .flatMap(type ->
                        Stream.of(ProxyEngine.JDK, ProxyEngine.GENERATED).map(engine -> Arguments.of(type, engine)));
    }

    @ParameterizedTest
    @MethodSource("typesAndEngines")
    void everyMethodArrivesOnceWithTheSameArguments(Class<?> type, ProxyEngine engine) throws Exception {
        checkArrivals(type, engine);
    }

    private static <T> void checkArrivals(Class<T> type, ProxyEngine engine) throws Exception {
        List<Arrival> arrivals = new ArrayList<>();
        T target = recording(type, arrivals);
        ProtectionBuilder<T> builder = Breakers.builder(type, target)
                .config(BreakerConfig.builder().failureThreshold(1_000_000).build())
                .engine(engine);
        Set<String> deferred = deferred(builder);
        T proxy = builder.treatAsSynchronous(deferred.toArray(String[]::new)).build();

        assertThat(Breakers.inspect(proxy).engine()).isEqualTo(engine);
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) && !isOfObject(method)) {
                Object[] arguments = Arrays.stream(method.getParameterTypes())
                        .map(RealInterfacesTest::value)
                        .toArray();
                arrivals.clear();
                invoke(method, proxy, arguments);
                assertThat(arrivals).as(method.toString()).hasSize(1);
                Arrival arrival = arrivals.get(0);
                assertThat(arrival.method.getName()).isEqualTo(method.getName());
                assertThat(arrival.arguments).as(method.toString()).hasSameSizeAs(arguments);
                for (int i = 0; i < arguments.length; i++) {
                    if (method.getParameterTypes()[i].isPrimitive()) {
                        assertThat(arrival.arguments[i]).isEqualTo(arguments[i]);
                    } else {
                        assertThat(arrival.arguments[i]).isSameAs(arguments[i]);
                    }
                }
            }
        }
    }

    /** The methods that protect asks to declare; none if it asks for nothing. */
    private static Set<String> deferred(ProtectionBuilder<?> builder) {
        var named = new LinkedHashSet<String>();
        Throwable refusal = catchThrowable(builder::build);
        if (refusal != null) {
            assertThat(refusal).isExactlyInstanceOf(IllegalArgumentException.class);
            OFFERED.matcher(refusal.getMessage()).results().forEach(offer -> named.add(offer.group(1)));
            assertThat(named).as(refusal.getMessage()).isNotEmpty();
        }
        return named;
    }

    private static <T> T recording(Class<T> type, List<Arrival> arrivals) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            if (isOfObject(method)) {
                return method.getName().equals("hashCode")
                        ? 1
                        : method.getName().equals("equals") ? false : "target";
            }
            arrivals.add(new Arrival(method, given == null ? new Object[0] : given));
            return method.getReturnType().isPrimitive() ? value(method.getReturnType()) : null;
        }));
    }

    private static void invoke(Method method, Object object, Object[] arguments) throws Exception {
        try {
            method.invoke(object, arguments);
        } catch (InvocationTargetException thrown) {
            throw new AssertionError(method + " must not throw", thrown.getCause());
        }
    }

    private static boolean isOfObject(Method method) {
        return switch (method.getName()) {
            case "equals" -> method.getParameterCount() == 1 && method.getParameterTypes()[0] == Object.class;
            case "hashCode", "toString" -> method.getParameterCount() == 0;
            default -> false;
        };
    }

    /** Something with an identity where that is easily had; else {@code null}, and what is primitive is not zero. */
    private static Object value(Class<?> type) {
        if (type == Object.class) {
            return new Object();
        }
        if (type == String.class || type == CharSequence.class) {
            return new StringBuilder("some").toString();
        }
        if (type.isArray()) {
            return java.lang.reflect.Array.newInstance(type.getComponentType(), 1);
        }
        if (type.isInterface() && !type.isSealed()) {
            return Proxy.newProxyInstance(
                    RealInterfacesTest.class.getClassLoader(),
                    new Class<?>[] {type},
                    (self, method, given) ->
                            method.getReturnType().isPrimitive() ? value(method.getReturnType()) : null);
        }
        return switch (type.getName()) {
            case "boolean" -> true;
            case "byte" -> (byte) 1;
            case "short" -> (short) 2;
            case "char" -> 'c';
            case "int" -> 3;
            case "long" -> 4L;
            case "float" -> 5f;
            case "double" -> 6d;
            default -> null;
        };
    }

    private record Arrival(Method method, Object[] arguments) {}
}
