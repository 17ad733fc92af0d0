package io.breakers.compatibility;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.BreakerConfigBuilder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import retrofit2.HttpException;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Query;

/** Retrofit's own adapter for futures: the outcome comes on a thread of OkHttp. */
class RetrofitFutureTest extends HttpClientContract<RetrofitFutureTest.Shop> {
    private static final long PATIENCE_SECONDS = 60;

    private final RetrofitSetting retrofit = new RetrofitSetting();

    interface Shop {
        @GET("orders/{id}")
        CompletableFuture<String> order(@Path("id") String id);

        @POST("orders/{id}")
        CompletableFuture<String> place(
                @Path("id") String id,
                @Query("express") boolean express,
                @Header("X-Tenant") String tenant,
                @Body String goods);
    }

    @AfterEach
    void closeClient() {
        retrofit.close();
    }

    @Override
    Class<Shop> type() {
        return Shop.class;
    }

    @Override
    Shop client() {
        return retrofit.client(Shop.class, server.url());
    }

    @Override
    Shop offline() {
        return new Shop() {
            @Override
            public CompletableFuture<String> order(String id) {
                return CompletableFuture.completedFuture("offline " + id);
            }

            @Override
            public CompletableFuture<String> place(String id, boolean express, String tenant, String goods) {
                return CompletableFuture.completedFuture("offline " + id);
            }
        };
    }

    @Override
    void failOnOutage(BreakerConfigBuilder config) {
        config.failWhen(failure -> !(failure instanceof HttpException answer && answer.code() < 500));
    }

    @Override
    String order(Shop shop, String id) throws Throwable {
        return await(shop.order(id));
    }

    @Override
    String place(Shop shop, String id, boolean express, String tenant, String goods) throws Throwable {
        return await(shop.place(id, express, tenant, goods));
    }

    private String await(CompletableFuture<String> answer) throws Throwable {
        try {
            return answer.get(PATIENCE_SECONDS, SECONDS);
        } catch (ExecutionException wrapper) {
            throw wrapper.getCause();
        } finally {
            retrofit.awaitQuiet();
        }
    }

    @Test
    void theCallerGetsRetrofitsOwnException() {
        Shop shop = builder(client()).build();
        server.answersWith(UNAVAILABLE);
        CompletableFuture<String> answer = shop.order("7");

        assertThat(catchThrowable(() -> await(answer)))
                .isExactlyInstanceOf(HttpException.class)
                .hasMessage("HTTP 503 Service Unavailable")
                .isSameAs(heard.throwables().get(0));
    }

    /**
     * Retrofit's own future cancels the request before itself, so that either may win; the one that is relayed to a
     * fallback ends the call first.
     */
    @Test
    void aCancelledRequestDecidesNothingAndEnds() {
        Witness<Shop> witness = Witness.of(Shop.class, client());
        Shop shop = builder(witness.face()).fallback(offline()).build();
        server.holdAnswers();
        CompletableFuture<String> answer = shop.order("7");
        server.awaitRequest();
        assertThat(answer.cancel(true)).isTrue();
        retrofit.awaitQuiet();

        assertThat(((CompletableFuture<?>) witness.arrivals().get(0).result()).isCompletedExceptionally())
                .isTrue();
        assertThat(heard.events()).containsExactly("cancelled");
    }
}
