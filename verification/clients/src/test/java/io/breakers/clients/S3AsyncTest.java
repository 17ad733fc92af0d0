package io.breakers.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import io.breakers.tools.LoopbackServer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The recipe for the client of S3 whose operations return stages. */
class S3AsyncTest extends HttpContract {
    // snippet: s3async
    static S3AsyncClient protect(S3AsyncClient s3, BreakerConfig config) {
        return Breakers.builder(S3AsyncClient.class, s3)
                .config(config)
                .oneBreaker("s3")
                .unprotected("close", "serviceName", "serviceClientConfiguration", "utilities", "waiter")
                .unprotected(
                        "listBucketsPaginator",
                        "listDirectoryBucketsPaginator",
                        "listMultipartUploadsPaginator",
                        "listObjectAnnotationsPaginator",
                        "listObjectVersionsPaginator",
                        "listObjectsV2Paginator",
                        "listPartsPaginator")
                .build();
    }
    // end

    private S3AsyncClient s3;

    S3AsyncTest() {
        super(new LoopbackServer("text/plain", request -> "a picture"));
    }

    @AfterEach
    void closeClient() {
        s3.close();
    }

    @Override
    void connect(Duration patience) {
        S3AsyncClient client = S3AsyncClient.builder()
                .endpointOverride(URI.create(server.url()))
                .forcePathStyle(true)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(
                        override -> override.apiCallTimeout(patience).retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        s3 = protect(client, watched(S3Test.CONFIG));
    }

    @Override
    void call(String mark) {
        s3.getObject(request -> request.bucket("pictures").key(mark), AsyncResponseTransformer.toBytes())
                .join();
    }

    @Test
    void theStageFailsWithWhatTheSdkSaysOfTheAnswer() {
        connect(Duration.ofSeconds(30));
        assertThat(catchThrowable(this::callInVain)).hasCauseInstanceOf(S3Exception.class);
    }
}
