package io.breakers.adapters

import io.breakers.api.CallAdapter
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.launch
import kotlinx.coroutines.suspendCancellableCoroutine

/** Kotlin's `suspend` functions and flows, compiled by Kotlin's compiler. */
internal object KotlinKinds {
    @JvmStatic fun all(): List<Kind<*>> = listOf(OfSuspensions(), OfFlows())

    interface Suspensions {
        suspend fun get(argument: String): String?
    }

    private class OfSuspensions :
        Kind<Suspensions>("suspend", Trait.VALUED, Trait.NULL_IS_A_VALUE, Trait.KNOWS_ITS_CALLER) {
        override fun type() = Suspensions::class.java

        override fun adapters(): CallAdapter.Factory = KotlinAdapters.all()

        override fun client(script: Script) =
            object : Suspensions {
                override suspend fun get(argument: String): String? {
                    val source = script.next(argument) ?: return null
                    return await(source)
                }
            }

        override fun answer(): Any = VALUE

        override fun call(client: Suspensions, argument: String) =
            Use { received ->
                receive(received) { received.next(client.get(argument)) }
            }
    }

    interface Flows {
        fun get(argument: String): Flow<String>?
    }

    private class OfFlows : Kind<Flows>("kotlinx Flow", Trait.STREAM, Trait.KNOWS_ITS_CALLER) {
        override fun type() = Flows::class.java

        override fun adapters(): CallAdapter.Factory = KotlinAdapters.all()

        override fun client(script: Script) =
            object : Flows {
                override fun get(argument: String): Flow<String>? {
                    val source = script.next(argument) ?: return null
                    return flowing(source)
                }
            }

        override fun answer(): Any = flowOf(VALUE)

        override fun call(client: Flows, argument: String): Use {
            val flow = client.get(argument)!!
            return Use { received ->
                receive(received) { flow.collect { received.next(it) } }
            }
        }
    }

    /** Runs until it suspends, on this thread, as a caller with a scope of its own. */
    private fun receive(received: Received, call: suspend () -> Unit) {
        val scope = CoroutineScope(Dispatchers.Unconfined)
        val job =
            scope.launch(start = CoroutineStart.LAZY) {
                try {
                    call()
                } catch (failure: Throwable) {
                    received.end(failure)
                    return@launch
                }
                received.end(null)
            }
        received.cancelBy { job.cancel() }
        job.start()
    }

    private suspend fun await(source: Source): String? =
        suspendCancellableCoroutine { continuation ->
            continuation.invokeOnCancellation { source.cancel() }
            source.attach(
                Source.Sink.ofValue({ continuation.resume(it) }, { continuation.resumeWithException(it) }),
            )
        }

    private fun flowing(source: Source): Flow<String> = flow {
        val signals = ArrayDeque<Any?>()
        var waiting: (() -> Unit)? = null
        source.attach(
            object : Source.Sink {
                override fun next(element: String) {
                    signals.addLast(element)
                    waiting?.invoke()
                }

                override fun end(failure: Throwable?) {
                    signals.addLast(failure)
                    waiting?.invoke()
                }
            },
        )
        while (true) {
            if (signals.isEmpty()) {
                suspendCancellableCoroutine { continuation ->
                    continuation.invokeOnCancellation { source.cancel() }
                    waiting = {
                        waiting = null
                        continuation.resume(Unit)
                    }
                }
            }
            when (val signal = signals.removeFirst()) {
                null -> return@flow
                is Throwable -> throw signal
                else -> emit(signal as String)
            }
        }
    }
}
