package io.breakers.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.ClientSession;
import dev.langchain4j.service.TokenStream;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ServiceType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.sync.RedisPubSubCommands;
import io.reactivex.Completable;
import io.reactivex.Flowable;
import io.reactivex.Maybe;
import io.reactivex.Single;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vavr.control.Either;
import io.vavr.control.Try;
import jakarta.jms.JMSConsumer;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.beans.PropertyChangeSupport;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import javax.sql.RowSet;
import javax.swing.JComponent;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Page;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.waiters.WaiterResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.paginators.ListObjectsV2Iterable;

/**
 * R2: types of many libraries that tell their outcome later are refused, also those of which nobody made a list;
 * values are not.
 */
class LaterOutcomesTest {
    private static final Pattern OFFERED = Pattern.compile("treatAsSynchronous\\(\"([^\"]+)\"\\)");

    interface Later {
        Single<String> rx2Single();

        Maybe<String> rx2Maybe();

        Completable rx2Completable();

        io.reactivex.Observable<String> rx2Observable();

        Flowable<String> rx2Flowable();

        rx.Observable<String> rx1Observable();

        rx.Single<String> rx1Single();

        rx.Completable rx1Completable();

        Uni<String> uni();

        Multi<String> multi();

        io.vavr.concurrent.Future<String> vavrFuture();

        DeferredResult<String> deferredResult();

        WebAsyncTask<String> webAsyncTask();

        TokenStream tokenStream();

        Handle handle();

        Subscription subscription();
    }

    /** As many libraries have it: no supertype, and nothing of a name that is known. */
    interface Handle {
        boolean isDone();

        void addFinishListener(Runnable listener);
    }

    /** Nothing of the Reactive Streams. */
    interface Subscription extends Told {}

    interface Told {
        void subscribe(java.util.function.Consumer<String> told);
    }

    interface Values {
        Optional<String> optional();

        List<String> list();

        Map<String, String> map();

        Stream<String> stream();

        Iterator<String> iterator();

        InputStream inputStream();

        HttpResponse<String> httpResponse();

        Connection connection();

        Statement statement();

        ResultSet resultSet();

        RowSet rowSet();

        PropertyChangeSupport bean();

        JComponent component();

        StringProperty property();

        ObservableValue<String> observableValue();

        ObservableList<String> observableList();

        ListObjectsV2Response response();

        ResponseInputStream<GetObjectResponse> responseStream();

        WaiterResponse<String> waiterResponse();

        ListObjectsV2Iterable pages();

        Page<String> page();

        StatefulRedisConnection<String, String> redis();

        StatefulRedisPubSubConnection<String, String> pubSub();

        RedisPubSubCommands<String, String> pubSubCommands();

        Consumer<String, String> kafkaConsumer();

        ConsumerRecords<String, String> kafkaRecords();

        jakarta.jms.Connection jmsConnection();

        Session jmsSession();

        MessageConsumer jmsConsumer();

        JMSConsumer jmsConsumer2();

        jakarta.jms.Message jmsMessage();

        SubscribableChannel channel();

        Try<String> vavrTry();

        Either<String, String> vavrEither();

        io.vavr.collection.List<String> vavrList();

        ChangeStreamIterable<String> changes();

        ClientSession mongoSession();

        Bean bean2();
    }

    /** One that also knows whether it is done, but takes listeners off. */
    interface Bean {
        void subscribe(Runnable listener);

        void unsubscribe(Runnable listener);
    }

    private final RecordingTarget target = new RecordingTarget();

    @Test
    void r2_whatTellsItsOutcomeLaterIsRefused() {
        Throwable refusal = catchThrowable(() -> Breakers.protect(Later.class, target.of(Later.class)));

        assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
        assertThat(OFFERED.matcher(refusal.getMessage()).results().map(offer -> offer.group(1)))
                .containsExactlyInAnyOrderElementsOf(methodsOf(Later.class));
    }

    @Test
    void r2_theMessageNamesTheAdapterAndOffersAWayOut() {
        var builder = Breakers.builder(
                new ServiceType<Supplier<Uni<String>>>() {},
                () -> Uni.createFrom().item("1"));

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessage("Cannot protect java.util.function.Supplier: get promises its outcome by"
                        + " io.smallrye.mutiny.Uni, which nothing here can observe;"
                        + " add .adapter(MutinyAdapters.all()) of breakers-adapters, or say treatAsSynchronous(\"get\")"
                        + " to take its return for the outcome, or unprotected(\"get\")");
        assertThat(builder.treatAsSynchronous("get").build().get()).isNotNull();
    }

    @Test
    void r2_ofATypeThatNobodyMadeAListOfTheMessageSaysByWhichMethod() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        Breakers.builder(new ServiceType<Supplier<Single<String>>>() {}, () -> Single.just("1"))::build)
                .withMessageContaining("get promises its outcome by io.reactivex.Single (it has subscribe(")
                .withMessageContaining("which nothing here can observe; give an adapter that can, or say");
    }

    @Test
    void r2_valuesAreNotRefused() {
        Values values = Breakers.protect(Values.class, target.of(Values.class));

        assertThat(Breakers.inspect(values).breakers()).hasSameSizeAs(methodsOf(Values.class));
    }

    private static List<String> methodsOf(Class<?> type) {
        return Arrays.stream(type.getMethods()).map(method -> method.getName()).toList();
    }
}
