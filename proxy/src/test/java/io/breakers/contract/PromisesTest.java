package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import io.breakers.tools.UserCode;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * S36, S41: types that are known by their names only, and interfaces that nothing can be made of, in loaders that hold
 * nothing of ours.
 */
class PromisesTest {
    @TempDir
    static Path directory;

    private static URLClassLoader loader;

    interface Visible {
        String name();
    }

    /** Libraries that promise outcomes, as far as their names go, and services of a shop that uses them all. */
    @BeforeAll
    static void compile() {
        Path classes = new UserCode(directory)
                .file(
                        "org/reactivestreams/Publisher.java",
                        "package org.reactivestreams; public interface Publisher<T> {}")
                .file("retrofit2/Call.java", "package retrofit2; public interface Call<T> {}")
                .file("okhttp3/Call.java", "package okhttp3; public interface Call {}")
                .file(
                        "io/reactivex/rxjava3/core/Completable.java",
                        "package io.reactivex.rxjava3.core; public abstract class Completable {}")
                .file(
                        "io/reactivex/rxjava3/core/Maybe.java",
                        "package io.reactivex.rxjava3.core; public abstract class Maybe<T> {}")
                .file(
                        "io/reactivex/rxjava3/core/Observable.java",
                        "package io.reactivex.rxjava3.core; public abstract class Observable<T> {}")
                .file(
                        "io/reactivex/rxjava3/core/Single.java",
                        "package io.reactivex.rxjava3.core; public abstract class Single<T> {}")
                .file("io/vertx/core/Future.java", "package io.vertx.core; public interface Future<T> {}")
                .file("kotlinx/coroutines/Deferred.java", "package kotlinx.coroutines; public interface Deferred<T> {}")
                .file("kotlinx/coroutines/Job.java", "package kotlinx.coroutines; public interface Job {}")
                .file(
                        "kotlinx/coroutines/flow/Flow.java",
                        "package kotlinx.coroutines.flow; public interface Flow<T> {}")
                .file("com/twitter/util/Future.java", "package com.twitter.util; public abstract class Future<T> {}")
                .file(
                        "kotlin/coroutines/Continuation.java",
                        "package kotlin.coroutines; public interface Continuation<T> {}")
                .file("scala/concurrent/Future.java", "package scala.concurrent; public interface Future<T> {}")
                .file("shop/Promises.java", """
                        package shop;
                        public class Promises {
                          public interface Future { java.util.concurrent.Future<String> order(); }
                          public interface Task { java.util.concurrent.FutureTask<String> order(); }
                          public interface Flow { java.util.concurrent.Flow.Publisher<String> order(); }
                          public interface Processor { java.util.concurrent.Flow.Processor<String, String> order(); }
                          public interface Reactive { org.reactivestreams.Publisher<String> order(); }
                          public interface Retrofit { retrofit2.Call<String> order(); }
                          public interface OkHttp { okhttp3.Call order(); }
                          public interface RxCompletable { io.reactivex.rxjava3.core.Completable order(); }
                          public interface RxMaybe { io.reactivex.rxjava3.core.Maybe<String> order(); }
                          public interface RxObservable { io.reactivex.rxjava3.core.Observable<String> order(); }
                          public interface RxSingle { io.reactivex.rxjava3.core.Single<String> order(); }
                          public interface Vertx { io.vertx.core.Future<String> order(); }
                          public interface Deferred { kotlinx.coroutines.Deferred<String> order(); }
                          public interface Suspended { Object order(String article, kotlin.coroutines.Continuation<? super String> rest); }
                          public interface Job { kotlinx.coroutines.Job order(); }
                          public interface KotlinFlow { kotlinx.coroutines.flow.Flow<String> order(); }
                          public interface Twitter { com.twitter.util.Future<String> order(); }
                          public interface Scala { scala.concurrent.Future<String> order(); }
                          public static abstract class Lazy<T> extends io.reactivex.rxjava3.core.Single<T> implements Runnable {}
                          public interface Subtype { Lazy<String> order(); }
                          public interface Continued { String order(kotlin.coroutines.Continuation<String> first, String last); }
                        }
                        """)
                .file("shop/Hidden.java", "package shop; interface Hidden { String name(); }")
                .compile("-cp", directory.toString());
        loader = UserCode.loader(ClassLoader.getPlatformClassLoader(), classes.toString());
    }

    @AfterAll
    static void close() throws Exception {
        loader.close();
    }

    private static <T> T doNothing(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> null));
    }

    private static <T> T protect(Class<T> type) {
        return Breakers.protect(type, doNothing(type));
    }

    private static <T> Throwable refusal(Class<T> type, ProxyEngine engine) {
        return catchThrowable(
                () -> Breakers.builder(type, doNothing(type)).engine(engine).build());
    }

    @ParameterizedTest
    @CsvSource({
        "Future, java.util.concurrent.Future, give an adapter that can",
        "Task, java.util.concurrent.Future, give an adapter that can",
        "Flow, java.util.concurrent.Flow$Publisher, add .adapter(FlowAdapters.all()) of breakers-adapters",
        "Processor, java.util.concurrent.Flow$Publisher, declare java.util.concurrent.Flow$Publisher and add .adapter(FlowAdapters.all()) of breakers-adapters",
        "Reactive, org.reactivestreams.Publisher, give an adapter that can",
        "Retrofit, retrofit2.Call, add .adapter(RetrofitAdapters.all()) of breakers-adapters",
        "OkHttp, okhttp3.Call, give an adapter that can",
        "RxCompletable, io.reactivex.rxjava3.core.Completable, add .adapter(RxJava3Adapters.all()) of breakers-adapters",
        "RxMaybe, io.reactivex.rxjava3.core.Maybe, add .adapter(RxJava3Adapters.all()) of breakers-adapters",
        "RxObservable, io.reactivex.rxjava3.core.Observable, add .adapter(RxJava3Adapters.all()) of breakers-adapters",
        "RxSingle, io.reactivex.rxjava3.core.Single, add .adapter(RxJava3Adapters.all()) of breakers-adapters",
        "Subtype, io.reactivex.rxjava3.core.Single, declare io.reactivex.rxjava3.core.Single and add .adapter(RxJava3Adapters.all()) of breakers-adapters",
        "Vertx, io.vertx.core.Future, give an adapter that can",
        "Deferred, kotlinx.coroutines.Deferred, give an adapter that can",
        "Job, kotlinx.coroutines.Job, give an adapter that can",
        "KotlinFlow, kotlinx.coroutines.flow.Flow, add .adapter(KotlinAdapters.all()) of breakers-adapters",
        "Twitter, com.twitter.util.Future, give an adapter that can",
        "Suspended, kotlin.coroutines.Continuation, add .adapter(KotlinAdapters.all()) of breakers-adapters",
        "Scala, scala.concurrent.Future, give an adapter that can"
    })
    void c9_whatPromisesItsOutcomeIsRefusedWithTheWaysOut(String service, String promise, String remedy)
            throws Exception {
        Class<?> type = loader.loadClass("shop.Promises$" + service);
        for (ProxyEngine engine : ProxyEngine.values()) {
            assertThat(refusal(type, engine))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Cannot protect shop.Promises$" + service + ": order promises its outcome by " + promise
                            + ", which nothing here can observe; " + remedy + ", or say treatAsSynchronous(\"order\")"
                            + " to take its return for the outcome, or unprotected(\"order\")");
        }
    }

    @Test
    void aContinuationThatIsNotLastIsAnArgumentLikeAnyOther() throws Exception {
        assertThat(refusal(loader.loadClass("shop.Promises$Continued"), ProxyEngine.AUTO))
                .isNull();
    }

    @Test
    void h11_anInterfaceThatOnlyItsPackageSeesInALoaderWithoutUsHasNoClass() throws Exception {
        Class<?> type = loader.loadClass("shop.Hidden");
        assertThat(refusal(type, ProxyEngine.GENERATED))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Cannot protect shop.Hidden: no class can be generated for it (in the library's own package:"
                                + " shop.Hidden is not public; the interface's package: its class loader does not see Breakers;"
                                + " in a class loader below the interface's: shop.Hidden is not public); give"
                                + " lookup(MethodHandles.lookup()) from its package, or leave the choice to ProxyEngine.AUTO");
        Object proxy = protect(type);
        assertThat(Breakers.inspect(proxy).engine()).isEqualTo(ProxyEngine.JDK);
        assertThat(Breakers.inspect(proxy).engineReason())
                .isEqualTo(
                        "no class can be generated: in the library's own package: shop.Hidden is not public; the interface's"
                                + " package: its class loader does not see Breakers; in a class loader below the interface's:"
                                + " shop.Hidden is not public");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void h13_anInterfaceThatIsHiddenCannotBeImplementedByAnybody() throws Exception {
        byte[] code;
        try (InputStream file = PromisesTest.class.getResourceAsStream("PromisesTest$Visible.class")) {
            code = file.readAllBytes();
        }
        Class<?> hidden = MethodHandles.lookup().defineHiddenClass(code, false).lookupClass();
        for (ProxyEngine engine : ProxyEngine.values()) {
            assertThat(catchThrowable(() -> Breakers.builder((Class) hidden, "a string")
                            .engine(engine)
                            .build()))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Cannot protect " + hidden.getTypeName()
                                    + ": it is hidden: no other class can name it, so none can implement it; protect a normal interface");
        }
    }
}
