package io.breakers.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.MongoCollection;
import feign.RequestLine;
import io.breakers.api.BreakerConfig;
import io.breakers.compatibility.RecordingTarget.Arrival;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ProxyEngine;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.repository.ListCrudRepository;
import retrofit2.Call;
import retrofit2.http.GET;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Every method of interfaces that people really protect, called on both proxy engines: nothing of a call is different
 * from what it would be without breakers.
 */
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

    /** The methods that protect refuses, because nothing here can observe what they promise. */
    private static final Map<Class<?>, List<String>> REFUSED = Map.of(
            ExecutorService.class,
            List.of("submit(Callable)", "submit(Runnable)", "submit(Runnable,Object)"),
            Producer.class,
            List.of("send(ProducerRecord)", "send(ProducerRecord,Callback)"),
            RetrofitOrders.class,
            List.of("orders"),
            S3AsyncClient.class,
            List.of(
                    "listBucketsPaginator()",
                    "listBucketsPaginator(Consumer)",
                    "listBucketsPaginator(ListBucketsRequest)",
                    "listDirectoryBucketsPaginator(Consumer)",
                    "listDirectoryBucketsPaginator(ListDirectoryBucketsRequest)",
                    "listMultipartUploadsPaginator(Consumer)",
                    "listMultipartUploadsPaginator(ListMultipartUploadsRequest)",
                    "listObjectAnnotationsPaginator(Consumer)",
                    "listObjectAnnotationsPaginator(ListObjectAnnotationsRequest)",
                    "listObjectVersionsPaginator(Consumer)",
                    "listObjectVersionsPaginator(ListObjectVersionsRequest)",
                    "listObjectsV2Paginator(Consumer)",
                    "listObjectsV2Paginator(ListObjectsV2Request)",
                    "listPartsPaginator(Consumer)",
                    "listPartsPaginator(ListPartsRequest)"),
            io.r2dbc.spi.Connection.class,
            List.of(
                    "beginTransaction()",
                    "beginTransaction(TransactionDefinition)",
                    "close",
                    "commitTransaction",
                    "createSavepoint",
                    "releaseSavepoint",
                    "rollbackTransaction",
                    "rollbackTransactionToSavepoint",
                    "setAutoCommit",
                    "setLockWaitTimeout",
                    "setStatementTimeout",
                    "setTransactionIsolationLevel",
                    "validate"));

    private final Specimens specimens = new Specimens();
    private final RecordingTarget target = new RecordingTarget();

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
    public interface Orders extends ListCrudRepository<String, Long> {
        List<String> findByName(String name);
    }

    static Stream<Class<?>> types() {
        return TYPES.stream();
    }

    static Stream<Arguments> typesAndEngines() {
        return types().flatMap(type ->
                Stream.of(ProxyEngine.JDK, ProxyEngine.GENERATED).map(engine -> Arguments.of(type, engine)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatNothingCanObserveIsRefusedByName(Class<?> type) {
        Throwable refusal = catchThrowable(() -> builder(type).build());
        String message = refusal == null ? "" : refusal.getMessage();

        assertThat(refusal == null).isEqualTo(refused(type).isEmpty());
        assertThat(OFFERED.matcher(message).results().map(offer -> offer.group(1)))
                .containsExactlyInAnyOrderElementsOf(refused(type));
    }

    /** So that a loop over nothing cannot pass: as many as there are in the versions that the pom names. */
    @Test
    void theTypesOfLibrariesHaveAllTheirMethods() {
        assertThat(sizes(S3Client.class)).isEqualTo("271 methods, 269 of them default");
        assertThat(sizes(S3AsyncClient.class)).isEqualTo("262 methods, 260 of them default");
        assertThat(sizes(RedisCommands.class)).isEqualTo("863 methods, 4 of them default");
        assertThat(sizes(RedisAsyncCommands.class)).isEqualTo("863 methods, 4 of them default");
        assertThat(sizes(Producer.class)).isEqualTo("15 methods, 0 of them default");
        assertThat(sizes(EntityManager.class)).isEqualTo("64 methods, 0 of them default");
        assertThat(sizes(MongoCollection.class)).isEqualTo("144 methods, 0 of them default");
        assertThat(sizes(io.r2dbc.spi.Connection.class)).isEqualTo("18 methods, 0 of them default");
        assertThat(sizes(Orders.class)).isEqualTo("16 methods, 3 of them default");
    }

    private static List<String> refused(Class<?> type) {
        return REFUSED.getOrDefault(type, List.of());
    }

    private static String sizes(Class<?> type) {
        List<Method> methods = methods(type);
        return methods.size() + " methods, "
                + methods.stream().filter(Method::isDefault).count() + " of them default";
    }

    @ParameterizedTest
    @MethodSource("typesAndEngines")
    void everyMethodArrivesOnceWithItsVeryArgumentsAndReturnsTheVeryResult(Class<?> type, ProxyEngine engine)
            throws IllegalAccessException {
        Object proxy = protect(type, engine);
        for (Method method : methods(type)) {
            Object result = specimens.of(narrowestResult(method));
            target.willReturn(result);
            Object[] arguments = arguments(method);
            try {
                Object returned = method.invoke(proxy, arguments);
                checkSame(method, method.getReturnType(), returned, result);
            } catch (InvocationTargetException thrown) {
                throw new AssertionError(method + " must not throw", thrown.getCause());
            }
            checkArrival(method, arguments);
        }
    }

    @ParameterizedTest
    @MethodSource("typesAndEngines")
    void whateverAMethodThrowsIsWhatItsCallerCatches(Class<?> type, ProxyEngine engine) {
        Object proxy = protect(type, engine);
        for (Method method : methods(type)) {
            for (Throwable thrown : thrownBy(method)) {
                target.willThrow(thrown);
                Object[] arguments = arguments(method);
                assertThat(catchThrowable(() -> method.invoke(proxy, arguments)))
                        .as("%s, which throws a %s", method, thrown.getClass())
                        .isExactlyInstanceOf(InvocationTargetException.class)
                        .extracting(Throwable::getCause)
                        .isSameAs(thrown);
                checkArrival(method, arguments);
            }
        }
    }

    private void checkArrival(Method method, Object[] arguments) {
        assertThat(target.arrivals())
                .extracting(Arrival::signature)
                .as(method.toString())
                .containsExactly(RecordingTarget.signatureOf(method));
        Object[] arrived = target.arrivals().get(0).arguments();
        assertThat(arrived).as(method.toString()).hasSameSizeAs(arguments);
        for (int i = 0; i < arguments.length; i++) {
            checkSame(method, method.getParameterTypes()[i], arrived[i], arguments[i]);
        }
    }

    private static void checkSame(Method method, Class<?> type, Object actual, Object expected) {
        if (type.isPrimitive()) {
            assertThat(actual).as(method.toString()).isEqualTo(expected);
        } else {
            assertThat(actual == expected).as(method.toString()).isTrue();
        }
    }

    private <T> ProtectionBuilder<T> builder(Class<T> type) {
        return Breakers.builder(type, target.of(type))
                .config(BreakerConfig.builder().failureThreshold(1_000_000).build());
    }

    private Object protect(Class<?> type, ProxyEngine engine) {
        Object proxy = builder(type)
                .engine(engine)
                .treatAsSynchronous(refused(type).toArray(String[]::new))
                .build();
        assertThat(Breakers.inspect(proxy).engine()).isEqualTo(engine);
        return proxy;
    }

    private Object[] arguments(Method method) {
        Object[] arguments =
                Arrays.stream(method.getParameterTypes()).map(specimens::of).toArray();
        for (Object argument : arguments) {
            assertThat(argument == null).as(method.toString()).isFalse();
        }
        return arguments;
    }

    private List<Throwable> thrownBy(Method method) {
        List<Throwable> thrown = new ArrayList<>();
        thrown.add(new IllegalStateException("unchecked"));
        thrown.add(new AssertionError("an error"));
        for (Class<?> declared : method.getExceptionTypes()) {
            thrown.add((Throwable) specimens.of(declared));
        }
        return thrown;
    }

    private static List<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !isOfObject(method))
                .toList();
    }

    /** What a bridge returns is what the method returns that it stands for. */
    private static Class<?> narrowestResult(Method method) {
        return Arrays.stream(method.getDeclaringClass().getMethods())
                .filter(twin -> method.isBridge()
                        && RecordingTarget.signatureOf(twin).equals(RecordingTarget.signatureOf(method)))
                .map(Method::getReturnType)
                .reduce(method.getReturnType(), (one, other) -> one.isAssignableFrom(other) ? other : one);
    }

    private static boolean isOfObject(Method method) {
        return switch (method.getName()) {
            case "equals" -> method.getParameterCount() == 1 && method.getParameterTypes()[0] == Object.class;
            case "hashCode", "toString" -> method.getParameterCount() == 0;
            default -> false;
        };
    }
}
