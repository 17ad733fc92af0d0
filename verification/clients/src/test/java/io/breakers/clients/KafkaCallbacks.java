package io.breakers.clients;

import io.breakers.api.Attempt;
import io.breakers.api.CallAdapter;
import io.breakers.api.CallRejectedException;
import io.breakers.api.GuardedCall;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A recipe: {@code send} of Kafka's producer, whose callback tells how it ended. The future that the caller gets is the
 * producer's own. A rejection is what other errors of a send are: told to the callback, and a failed future.
 */
final class KafkaCallbacks {
    private KafkaCallbacks() {}

    /** For {@code adapter(..)} of a builder. */
    static CallAdapter<?> adapterFor(Method method) {
        boolean sends = Arrays.asList(method.getParameterTypes()).contains(ProducerRecord.class);
        boolean tells = Arrays.asList(method.getParameterTypes()).contains(Callback.class);
        return sends && tells ? (CallAdapter<Future<RecordMetadata>>) KafkaCallbacks::send : null;
    }

    // snippet: callback
    private static Future<RecordMetadata> send(GuardedCall<Future<RecordMetadata>> call) throws Throwable {
        Object record = call.arguments().get(0);
        var callback = (Callback) call.arguments().get(1); // may be null
        Attempt<Future<RecordMetadata>> attempt;
        try {
            attempt = call.start();
        } catch (CallRejectedException rejection) {
            tell(callback, null, rejection);
            return CompletableFuture.failedFuture(rejection);
        }
        Callback reporting = (metadata, failure) -> {
            discard(failure == null ? attempt.succeeded(metadata) : attempt.failed(failure));
            tell(callback, metadata, failure);
        };
        try {
            return attempt.call(Arrays.asList(record, reporting));
        } catch (Throwable thrown) {
            discard(attempt.threw(thrown));
            throw thrown;
        }
    }
    // end

    private static void tell(Callback callback, RecordMetadata metadata, Exception failure) {
        if (callback != null) {
            callback.onCompletion(metadata, failure);
        }
    }

    /** Nothing answers for a topic. */
    private static void discard(Attempt<?> fallback) {
        if (fallback != null) {
            fallback.cancelled();
        }
    }
}
