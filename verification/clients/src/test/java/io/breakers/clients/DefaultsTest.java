package io.breakers.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import dev.langchain4j.model.openai.OpenAiChatModel;
import feign.DefaultRetryer;
import feign.Request;
import io.breakers.tools.Page;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What the guide to clients says of their defaults is what they have. */
class DefaultsTest {
    private static final String PAGE = Page.of("docs/guide/clients.md").text().replaceAll("\\s+", " ");

    @Test
    void ofHikari() {
        assertThat(PAGE).contains("HikariCP's `connectionTimeout` is 30 s by default");
        assertThat(Duration.ofMillis(new HikariConfig().getConnectionTimeout())).hasSeconds(30);
    }

    @Test
    void ofFeign() {
        assertThat(PAGE).contains("Feign tries five times by default, and waits for each answer for 60 s");
        assertThat(new DefaultRetryer()).usingRecursiveComparison().isEqualTo(new DefaultRetryer(100, 1_000, 5));
        assertThat(new Request.Options().readTimeoutMillis()).isEqualTo(60_000);
    }

    @Test
    void ofKafka() {
        assertThat(PAGE).contains("`delivery.timeout.ms`, two minutes by default", "for `max.block.ms`, one minute");
        assertThat(ProducerConfig.configDef().defaultValues())
                .containsEntry("delivery.timeout.ms", 120_000)
                .containsEntry("max.block.ms", 60_000L);
    }

    @Test
    void ofLettuce() {
        assertThat(PAGE)
                .contains("Lettuce keeps commands while it has no connection", "Its time-out is 60 s by default");
        assertThat(RedisURI.create("redis://localhost").getTimeout()).hasSeconds(60);
        ClientOptions options = ClientOptions.create();
        assertThat(options.isAutoReconnect()).isTrue();
        assertThat(options.getDisconnectedBehavior()).isEqualTo(ClientOptions.DisconnectedBehavior.DEFAULT);
    }

    @Test
    void ofS3() {
        assertThat(PAGE).contains("The SDK tries four times by default", "has no time-out for all of it");
        try (S3Client s3 = S3Client.builder()
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            var configuration = s3.serviceClientConfiguration().overrideConfiguration();
            assertThat(configuration.retryStrategy().orElseThrow().maxAttempts())
                    .isEqualTo(4);
            assertThat(configuration.apiCallTimeout()).isEmpty();
        }
    }

    @Test
    void ofLangChain4j() {
        assertThat(PAGE).contains("Set the model's `timeout`, 60 s by default, and its `maxRetries`, 2 by default");
        assertThat(OpenAiChatModel.builder().apiKey("none").modelName("small").build())
                .extracting("client.httpClient.readTimeout", "maxRetries")
                .containsExactly(Duration.ofSeconds(60), 2);
    }
}
