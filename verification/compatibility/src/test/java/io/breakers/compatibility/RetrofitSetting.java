package io.breakers.compatibility;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import retrofit2.Converter;
import retrofit2.Retrofit;

/** Retrofit as a shop sets it up: texts for bodies, no repeated requests. */
final class RetrofitSetting implements AutoCloseable {
    private final OkHttpClient http =
            new OkHttpClient.Builder().retryOnConnectionFailure(false).build();

    <S> S client(Class<S> type, String url) {
        return new Retrofit.Builder()
                .baseUrl(url)
                .client(http)
                .addConverterFactory(new Texts())
                .build()
                .create(type);
    }

    /**
     * Waits until no thread of the client works on an answer: a caller may be woken while the breaker has yet to be
     * told.
     */
    void awaitQuiet() {
        Dispatcher dispatcher = http.dispatcher();
        while (dispatcher.runningCallsCount() > 0) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private static final class Texts extends Converter.Factory {
        @Override
        public Converter<ResponseBody, ?> responseBodyConverter(
                Type type, Annotation[] annotations, Retrofit retrofit) {
            return (Converter<ResponseBody, String>) ResponseBody::string;
        }

        @Override
        public Converter<?, RequestBody> requestBodyConverter(
                Type type, Annotation[] ofParameter, Annotation[] ofMethod, Retrofit retrofit) {
            return (Converter<String, RequestBody>)
                    text -> RequestBody.create(text.getBytes(UTF_8), MediaType.get("text/plain"));
        }
    }
}
