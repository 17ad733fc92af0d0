package io.breakers.compatibility;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.breakers.adapters.RetrofitAdapters;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.HttpException;
import retrofit2.Response;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Query;

/** Retrofit's {@code Call}, which only an adapter can observe, over real HTTP. */
class RetrofitCallTest extends HttpClientContract<RetrofitCallTest.Shop> {
    private static final long PATIENCE_SECONDS = 60;

    private final RetrofitSetting retrofit = new RetrofitSetting();

    interface Shop {
        @GET("orders/{id}")
        Call<String> order(@Path("id") String id);

        @POST("orders/{id}")
        Call<String> place(
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
            public Call<String> order(String id) {
                return answered("offline " + id);
            }

            @Override
            public Call<String> place(String id, boolean express, String tenant, String goods) {
                return answered("offline " + id);
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static Call<String> answered(String text) {
        Call<String> call = mock(Call.class);
        try {
            when(call.execute()).thenReturn(Response.success(text));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return call;
    }

    @Override
    void failOnOutage(BreakerConfigBuilder config) {
        config.failOnResult(result -> result instanceof Response<?> response && response.code() >= 500);
    }

    @Override
    ProtectionBuilder<Shop> builder(Shop target) {
        return super.builder(target).adapter(RetrofitAdapters.all());
    }

    @Override
    String order(Shop shop, String id) throws IOException {
        return bodyOf(shop.order(id).execute());
    }

    @Override
    String place(Shop shop, String id, boolean express, String tenant, String goods) throws IOException {
        return bodyOf(shop.place(id, express, tenant, goods).execute());
    }

    private static String bodyOf(Response<String> response) {
        if (!response.isSuccessful()) {
            throw new HttpException(response);
        }
        return response.body();
    }

    @Test
    void withoutAnAdapterBothMethodsAreRefusedWithTheWaysOut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Breakers.protect(Shop.class, client()))
                .withMessage("""
                        Cannot protect io.breakers.compatibility.RetrofitCallTest$Shop:
                          - order promises its outcome by retrofit2.Call, which nothing here can observe; add .adapter(RetrofitAdapters.all()) of breakers-adapters, or say treatAsSynchronous("order") to take its return for the outcome, or unprotected("order")
                          - place promises its outcome by retrofit2.Call, which nothing here can observe; add .adapter(RetrofitAdapters.all()) of breakers-adapters, or say treatAsSynchronous("place") to take its return for the outcome, or unprotected("place")""");
    }

    @Test
    void takenForSynchronousACallIsASuccessWhateverTheServerAnswers() throws IOException {
        Shop shop = super.builder(client()).treatAsSynchronous("order", "place").build();
        server.answersWith(UNAVAILABLE);
        for (int i = 0; i < 4; i++) {
            assertThat(shop.order("7").execute().code()).isEqualTo(UNAVAILABLE);
        }
        assertThat(heard.events()).containsExactly("success", "success", "success", "success");
    }

    @Test
    void theCallerGetsRetrofitsOwnResponseAndException() throws IOException {
        Call<String> own = answered("fine");
        Response<String> response = own.execute();
        Shop target = mock(Shop.class);
        when(target.order("7")).thenReturn(own);
        Shop shop = builder(target).build();

        assertThat(shop.order("7").execute()).isSameAs(response);
        var refused = new IOException("connection refused");
        when(own.execute()).thenThrow(refused);
        assertThat(catchThrowable(() -> shop.order("7").execute())).isSameAs(refused);
        assertThat(heard.throwables()).containsExactly(refused);
    }

    @Test
    void aCallAsksNobodyUntilItIsExecutedAndItsCloneAsksAgain() throws IOException {
        Shop shop = builder(client()).build();
        Call<String> call = shop.order("7");
        assertThat(call.isExecuted()).isFalse();
        assertThat(server.requests()).isEmpty();
        assertThat(heard.events()).isEmpty();

        assertThat(call.execute().body()).isEqualTo("done GET /orders/7");
        assertThat(call.isExecuted()).isTrue();
        assertThat(call.request().url()).hasToString(server.url() + "orders/7");
        assertThat(call.clone().execute().body()).isEqualTo("done GET /orders/7");
        assertThat(server.requests()).hasSize(2);
        assertThat(heard.events()).containsExactly("success", "success");
    }

    @Test
    void anEnqueuedCallTripsAndIsRejectedThroughItsCallback() throws Exception {
        Shop shop = builder(client()).build();
        server.answersWith(UNAVAILABLE);
        for (int i = 0; i < 3; i++) {
            assertThat(enqueue(shop.order("7")).code()).isEqualTo(UNAVAILABLE);
        }
        assertThat(catchThrowable(() -> enqueue(shop.order("7")))).hasCauseInstanceOf(CallRejectedException.class);
        assertThat(server.requests()).hasSize(3);
        assertThat(heard.events()).containsExactly("failure", "failure", "failure", "CLOSED->OPEN", "rejected OPEN");
    }

    @Test
    void anEnqueuedCallIsAnsweredByTheFallback() throws Exception {
        Call<String> offline = mock();
        doAnswer(asked -> {
                    Callback<String> callback = asked.getArgument(0);
                    callback.onResponse(offline, Response.success("offline"));
                    return null;
                })
                .when(offline)
                .enqueue(any());
        Shop fallback = mock(Shop.class);
        when(fallback.order("7")).thenReturn(offline);
        Shop shop = builder(client()).fallback(fallback).build();
        server.answersWith(UNAVAILABLE);
        for (int i = 0; i < 4; i++) {
            assertThat(enqueue(shop.order("7")).body()).isEqualTo("offline");
        }
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aCallThatIsCancelledBeforeItIsExecutedAsksNobody() throws Exception {
        Shop shop = builder(client()).build();
        Call<String> call = shop.order("7");
        call.cancel();
        assertThat(call.isCanceled()).isTrue();

        assertThat(catchThrowable(call::execute))
                .isInstanceOf(IOException.class)
                .hasMessage("Canceled");
        Call<String> enqueued = shop.order("7");
        enqueued.cancel();
        assertThat(catchThrowable(() -> enqueue(enqueued))).hasCauseInstanceOf(IOException.class);
        assertThat(server.requests()).isEmpty();
        assertThat(heard.events()).isEmpty();
        assertThat(call.clone().execute().body()).isEqualTo("done GET /orders/7");
    }

    @Test
    void aCallIsExecutedOnce() throws IOException {
        Call<String> call = builder(client()).build().order("7");
        call.execute();

        assertThat(catchThrowable(call::execute)).isInstanceOf(IllegalStateException.class);
        assertThat(catchThrowable(() -> call.enqueue(into(new CompletableFuture<>()))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(heard.events()).containsExactly("success");
    }

    @Test
    void aCallTellsItsRequestBeforeItIsExecutedAndWhenItIsRejected() {
        Shop shop = builder(client()).build();
        assertThat(shop.order("7").request().url()).hasToString(server.url() + "orders/7");
        Breakers.inspect(shop).breaker("order").forceOpen();
        var told = new CompletableFuture<Call<String>>();
        shop.order("8").enqueue(new Callback<>() {
            @Override
            public void onResponse(Call<String> call, Response<String> response) {
                told.completeExceptionally(new AssertionError("answered"));
            }

            @Override
            public void onFailure(Call<String> call, Throwable failure) {
                told.complete(call);
            }
        });

        assertThat(told.join().request().url()).hasToString(server.url() + "orders/8");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aTimeOutThatIsSetBeforeTheCallIsThatOfTheCall() {
        server.holdAnswers();
        Call<String> call = builder(client()).build().order("7");
        call.timeout().timeout(1, TimeUnit.MILLISECONDS);

        assertThat(catchThrowable(call::execute)).isInstanceOf(InterruptedIOException.class);
        assertThat(heard.events()).containsExactly("failure");
    }

    @Test
    void aRejectionIsWhatRejectAsMakesOfItIfExecuteMayThrowThat() {
        var unavailable = new IOException("try later");
        Shop shop = super.builder(client())
                .adapter(RetrofitAdapters.all())
                .config(BreakerConfig.builder()
                        .rejectAs(IOException.class, rejection -> unavailable)
                        .build())
                .build();
        Breakers.inspect(shop).breaker("order").forceOpen();

        assertThat(catchThrowable(() -> shop.order("7").execute())).isSameAs(unavailable);
        assertThat(catchThrowable(() -> enqueue(shop.order("7")))).hasCause(unavailable);
    }

    @Test
    void aCancelledCallDecidesNothing() throws Exception {
        Shop shop = builder(client()).build();
        server.holdAnswers();
        Call<String> call = shop.order("7");
        var answer = new CompletableFuture<Response<String>>();
        call.enqueue(into(answer));
        server.awaitRequest();
        call.cancel();

        assertThat(catchThrowable(() -> answer.get(PATIENCE_SECONDS, SECONDS))).hasCauseInstanceOf(IOException.class);
        assertThat(call.isCanceled()).isTrue();
        assertThat(heard.events()).containsExactly("cancelled");
    }

    private Response<String> enqueue(Call<String> call) throws Exception {
        var answer = new CompletableFuture<Response<String>>();
        call.enqueue(into(answer));
        return answer.get(PATIENCE_SECONDS, SECONDS);
    }

    private static Callback<String> into(CompletableFuture<Response<String>> answer) {
        return new Callback<>() {
            @Override
            public void onResponse(Call<String> call, Response<String> response) {
                answer.complete(response);
            }

            @Override
            public void onFailure(Call<String> call, Throwable failure) {
                answer.completeExceptionally(failure);
            }
        };
    }
}
