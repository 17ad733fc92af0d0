package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class JdkDispatchTest extends DispatchContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.JDK;
    }
}
