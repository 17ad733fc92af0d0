package io.breakers.adapters

import io.breakers.api.BreakerConfig
import io.breakers.proxy.Breakers
import io.breakers.proxy.ProtectionBuilder
import io.breakers.proxy.ProxyEngine
import io.breakers.testing.RecordingListener
import io.breakers.tools.BothEngines
import java.io.IOException
import java.util.concurrent.Executors
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.coroutineContext
import kotlin.coroutines.resume
import kotlin.coroutines.startCoroutine
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowable
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.Parameter
import org.junit.jupiter.params.ParameterizedClass

/** What a caller in Kotlin is owed: his context, his exceptions, his scope, and names without the compiler's part. */
@ParameterizedClass
@BothEngines
class CoroutinesTest {
    interface Shop {
        suspend fun price(article: String): Int

        suspend fun price(article: String, tenant: String): Int = price("$tenant/$article")

        suspend fun close(till: Int)

        fun prices(article: String): Flow<Int>
    }

    class Tenant(val name: String) : AbstractCoroutineContextElement(Tenant) {
        companion object Key : CoroutineContext.Key<Tenant>
    }

    /** No constructor by which the coroutine's library could copy it. */
    class Down(val code: Int) : IOException("down $code")

    open class Stub : Shop {
        var price: suspend () -> Int = { 7 }
        var prices: () -> Flow<Int> = { flowOf(1, 2, 3) }
        var calls = 0

        override suspend fun price(article: String): Int {
            calls++
            return price()
        }

        override suspend fun close(till: Int) {
            price()
        }

        override fun prices(article: String): Flow<Int> = prices()
    }

    @Parameter lateinit var engine: ProxyEngine

    private val heard = RecordingListener()
    private val stub = Stub()

    private fun builder(): ProtectionBuilder<Shop> =
        Breakers.builder(Shop::class.java, stub)
            .engine(engine)
            .adapter(KotlinAdapters.all())
            .config(BreakerConfig.builder().failureThreshold(1).listener(heard).build())

    private suspend fun <T> failureOf(block: suspend () -> T): Throwable? =
        try {
            block()
            null
        } catch (failure: Throwable) {
            failure
        }

    @Test
    fun aContinuationIsNoPartOfASignature() {
        val shop =
            builder()
                .config("price(String)", BreakerConfig.builder().failureThreshold(5).build())
                .unprotected("close(int)")
                .build()

        assertThat(Breakers.inspect(shop).breakers().map { it.name() })
            .containsExactlyInAnyOrder("Shop.price(String)", "Shop.price(String,String)", "Shop.prices")
    }

    @Test
    fun aFunctionAnswersForASuspendFunctionWithTheValue() = runBlocking<Unit> {
        val asked = ArrayList<Any?>()
        val shop =
            builder()
                .fallback("price(String)") { arguments, _ ->
                    asked.addAll(arguments)
                    42
                }
                .fallback("close") { _, _ -> "dropped" }
                .build()
        stub.price = { throw Down(1) }

        assertThat(shop.price("apple")).isEqualTo(42)
        assertThat(asked).containsExactly("apple")
        val nothing: Any = shop.close(1)
        assertThat(nothing).isEqualTo(Unit)
    }

    @Test
    fun aFunctionThatAnswersWithAnotherTypeIsNamed() = runBlocking<Unit> {
        val shop = builder().fallback("price(String)") { _, _ -> "seven" }.build()
        stub.price = { throw Down(1) }

        assertThat(failureOf { shop.price("apple") })
            .hasMessage(
                "the fallback of Shop.price(String) returned an object of java.lang.String instead of java.lang.Integer"
            )
    }

    @Test
    fun exceptionsComeThroughUnwrapped() = runBlocking<Unit> {
        val down = Down(1)
        val shop = builder().config(BreakerConfig.builder().failureThreshold(1_000_000).build()).build()
        stub.price = { throw down }
        assertThat(failureOf { shop.price("apple") }).isSameAs(down)
        stub.price = {
            yield()
            throw down
        }
        assertThat(failureOf { shop.price("apple") }).isSameAs(down)
    }

    @Test
    fun manyCheckedExceptionsInARowTakeNoStack() {
        val shop = builder().config(BreakerConfig.builder().failureThreshold(1_000_000).build()).build()
        stub.price = { throw Down(1) }
        for (context in listOf(EmptyCoroutineContext, Dispatchers.Unconfined)) {
            runBlocking(context) { repeat(20_000) { failureOf { shop.price("apple") } } }
        }
        assertThat(stub.calls).isEqualTo(40_000)
    }

    @Test
    fun aRejectionIsWhatRejectAsMakesOfItThoughNothingIsDeclared() = runBlocking<Unit> {
        val shop =
            builder()
                .config(BreakerConfig.builder().rejectAs(Down::class.java) { Down(503) }.build())
                .build()
        Breakers.inspect(shop).breakers().forEach { it.forceOpen() }

        assertThat(failureOf { shop.price("apple") }).isInstanceOf(Down::class.java)
        assertThat(failureOf { shop.prices("apple").toList() }).isInstanceOf(Down::class.java)
    }

    @Test
    fun aCallResumesOnTheCallersThreadInHisContext() {
        val client = Executors.newSingleThreadExecutor { Thread(it, "client") }
        val caller = Executors.newSingleThreadExecutor { Thread(it, "caller") }
        try {
            var tenant: String? = null
            stub.price = { // resumed by a thread of its own, as a client's library does
                tenant = coroutineContext[Tenant]?.name
                suspendCancellableCoroutine { continuation -> client.execute { continuation.resume(5) } }
            }
            val tail =
                object : Stub() {
                    override suspend fun price(article: String): Int =
                        suspendCancellableCoroutine { continuation -> client.execute { continuation.resume(6) } }
                }
            val shop = builder().build()
            val direct =
                Breakers.builder(Shop::class.java, tail).engine(engine).adapter(KotlinAdapters.all()).build()
            runBlocking(caller.asCoroutineDispatcher() + Tenant("acme")) {
                assertThat(shop.price("apple")).isEqualTo(5)
                assertThat(Thread.currentThread().name).startsWith("caller")
                assertThat(direct.price("apple")).isEqualTo(6)
                assertThat(Thread.currentThread().name).startsWith("caller")
            }
            assertThat(tenant).isEqualTo("acme")
        } finally {
            client.shutdown()
            caller.shutdown()
        }
    }

    @Test
    fun aCallWithoutTheCoroutinesLibraryWorks() {
        val shop = builder().build()
        val outcomes = ArrayList<Any?>()
        suspend { shop.price("apple") }
            .startCoroutine(Continuation(EmptyCoroutineContext) { outcomes.add(it.getOrNull()) })
        stub.price = { throw Down(1) }
        suspend { shop.price("apple") }
            .startCoroutine(Continuation(EmptyCoroutineContext) { outcomes.add(it.exceptionOrNull()?.message) })

        assertThat(outcomes).containsExactly(7, "down 1")
    }

    @Test
    fun aTimeOutInsideTheClientIsAFailure() = runBlocking<Unit> {
        val shop = builder().build()
        stub.price = { withTimeout(1) { CompletableDeferred<Int>().await() } }

        assertThat(failureOf { shop.price("apple") }).isInstanceOf(TimeoutCancellationException::class.java)
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN")
    }

    @Test
    fun aTimeOutOfTheCallerIsACancellation() = runBlocking<Unit> {
        val shop = builder().build()
        stub.price = { CompletableDeferred<Int>().await() }

        assertThat(failureOf { withTimeout(1) { shop.price("apple") } })
            .isInstanceOf(TimeoutCancellationException::class.java)
        assertThat(heard.events()).containsExactly("cancelled")
    }

    @Test
    fun aScopeThatIsCancelledCancelsItsCalls() = runBlocking<Unit> {
        val shop = builder().build()
        stub.price = { CompletableDeferred<Int>().await() }
        stub.prices = {
            flow {
                emit(1)
                CompletableDeferred<Int>().await()
            }
        }
        val job =
            launch(start = CoroutineStart.UNDISPATCHED) {
                launch(start = CoroutineStart.UNDISPATCHED) { shop.price("apple") }
                launch(start = CoroutineStart.UNDISPATCHED) { shop.prices("apple").collect {} }
            }
        job.cancelAndJoin()

        assertThat(heard.events()).containsExactlyInAnyOrder("cancelled", "success")
        assertThat(Breakers.inspect(shop).breakers().sumOf { it.stats().inFlight() }).isZero()
    }

    @Test
    fun noFallbackAnswersWhoHasGone() = runBlocking<Unit> {
        val shop = builder().fallback("price(String)") { _, _ -> 42 }.build()
        stub.price = {
            try {
                CompletableDeferred<Int>().await()
            } finally {
                throw Down(1)
            }
        }
        supervisorScope {
            val call = async(start = CoroutineStart.UNDISPATCHED) { shop.price("apple") }
            call.cancelAndJoin()
        }

        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN")
    }

    @Test
    fun aFlowThatIsCollectedTwiceIsTwoCalls() = runBlocking<Unit> {
        val prices = builder().build().prices("apple")
        assertThat(heard.events()).isEmpty()

        assertThat(prices.toList()).containsExactly(1, 2, 3)
        assertThat(prices.flowOn(Dispatchers.Default).toList()).containsExactly(1, 2, 3)
        assertThat(heard.events()).containsExactly("success", "success")
    }

    @Test
    fun aFlowThatIsCutShortHasSucceeded() = runBlocking<Unit> {
        val prices = builder().build().prices("apple")

        assertThat(prices.first()).isEqualTo(1)
        assertThat(prices.take(2).toList()).containsExactly(1, 2)
        assertThat(heard.events()).containsExactly("success", "success")
    }

    @Test
    fun whatACollectorThrowsIsNoFailureOfTheTarget() = runBlocking<Unit> {
        val prices = builder().build().prices("apple")
        val mine = Down(1)

        assertThat(failureOf { prices.collect { throw mine } }).isSameAs(mine)
        assertThat(
                failureOf {
                    prices.catch { emit(0) }.collect {
                        yield()
                        throw mine
                    }
                }
            )
            .isSameAs(mine)
        assertThat(heard.events()).containsExactly("success", "success")
    }

    @Test
    fun aFlowsFailureIsCaughtByTheCollectorsOperators() = runBlocking<Unit> {
        stub.prices = { flow { throw Down(1) } }

        assertThat(builder().build().prices("apple").catch { emit(0) }.toList()).containsExactly(0)
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN")
    }

    interface Watch {
        suspend fun watch(): Flow<Int>

        suspend fun state(): StateFlow<Int>

        suspend fun <T> later(value: T): T
    }

    @Test
    fun aSuspendFunctionWhoseResultComesLaterIsRefusedUnlessTheUserSaysSo() = runBlocking<Unit> {
        val target =
            object : Watch {
                override suspend fun watch() = flowOf(1)

                override suspend fun state() = throw Down(1)

                override suspend fun <T> later(value: T) = value
            }
        val builder = Breakers.builder(Watch::class.java, target).engine(engine).adapter(KotlinAdapters.all())
        assertThat(catchThrowable { builder.build() })
            .hasMessage(
                """
                Cannot protect io.breakers.adapters.CoroutinesTest${'$'}Watch:
                  - state promises its outcome by kotlinx.coroutines.flow.Flow, which nothing here can observe; let it return a value, or say treatAsSynchronous("state") to take its return for the outcome, or unprotected("state")
                  - watch promises its outcome by kotlinx.coroutines.flow.Flow, which nothing here can observe; let it return a value, or say treatAsSynchronous("watch") to take its return for the outcome, or unprotected("watch")
                """
                    .trimIndent()
            )

        val watch = builder.treatAsSynchronous("watch", "state").build()
        assertThat(watch.watch().toList()).containsExactly(1)
        assertThat(failureOf { watch.state() }).isInstanceOf(Down::class.java)
        assertThat(watch.later("x")).isEqualTo("x")
        assertThat(Breakers.inspect(watch).breaker("state").stats().failures()).isOne()
    }

    @Test
    fun aFallbackObjectMaySuspendToo() = runBlocking<Unit> {
        val spare =
            object : Stub() {
                override suspend fun price(article: String): Int {
                    yield()
                    return 3
                }
            }
        stub.price = {
            yield()
            throw Down(1)
        }
        val shop = builder().fallback(spare).build()

        assertThat(shop.price("apple")).isEqualTo(3)
        assertThat(shop.price("apple")).isEqualTo(3)
        assertThat(heard.events()).containsExactly("failure", "CLOSED->OPEN", "fallback", "rejected OPEN", "fallback")
    }
}
