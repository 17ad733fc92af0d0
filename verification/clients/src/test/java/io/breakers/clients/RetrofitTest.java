package io.breakers.clients;

import io.breakers.adapters.RetrofitAdapters;
import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterEach;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Path;

/** The recipe for Retrofit. */
class RetrofitTest extends HttpContract {
    // snippet: retrofit
    interface Shop {
        @GET("products/{id}")
        Call<ResponseBody> product(@Path("id") String id);
    }

    static final BreakerConfig CONFIG = BreakerConfig.builder()
            .failOnResult(answer -> answer instanceof Response<?> response && response.code() >= 500)
            .build();

    static Shop protect(OkHttpClient http, String url, Duration timeout, BreakerConfig config) {
        Shop shop = new Retrofit.Builder()
                .client(http.newBuilder().callTimeout(timeout).build())
                .baseUrl(url)
                .build()
                .create(Shop.class);
        return Breakers.builder(Shop.class, shop)
                .adapter(RetrofitAdapters.all())
                .config(config)
                .build();
    }
    // end

    private final OkHttpClient http = new OkHttpClient();
    private Shop shop;

    @AfterEach
    void closeClient() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    @Override
    void connect(Duration patience) {
        shop = protect(http, server.url(), patience, watched(CONFIG));
    }

    @Override
    void call(String mark) throws Exception {
        ResponseBody body = shop.product(mark).execute().body();
        if (body != null) { // of an error there is another
            body.close();
        }
    }
}
