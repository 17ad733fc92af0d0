package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class JdkReactorTest extends ReactorContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.JDK;
    }
}
