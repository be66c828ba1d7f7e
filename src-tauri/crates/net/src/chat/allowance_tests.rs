//! Messages in the words of many providers. They are distinguished by what the user can do: pay,
//! wait for another day, or wait a little.

use super::*;
use serde_json::json;

fn of(status: u16, body: &str) -> Option<Allowance> {
    allowance(Some(status), None, &ErrorDetails::read(body))
}

const EXHAUSTED: Option<Allowance> = Some(Allowance::Spent { renews: false, wait: None });

#[test]
fn an_account_without_money_is_known_by_every_providers_words() {
    for (status, body) in [
        (
            402,
            r#"{"error":{"message":"Insufficient Balance","type":"unknown_error","code":"invalid_request_error"}}"#,
        ),
        (402, "{}"),
        (429, r#"{"error":{"message":"Your free allowance for this model is used up."}}"#),
        (
            429,
            r#"{"error":{"message":"Budget has been exceeded! Current cost: 5.1, Max budget: 5.0","type":"budget_exceeded"}}"#,
        ),
        (403, r#"{"error":{"message":"Your trial has expired. Upgrade to a paid plan."}}"#),
        (403, r#"{"error":{"message":"Account suspended due to unpaid invoices."}}"#),
        (403, r#"{"error":{"message":"试用期已结束，请开通付费服务"}}"#),
        (
            403,
            r#"{"code":30001,"message":"Sorry, your account balance is insufficient","data":null}"#,
        ),
        (
            403,
            r#"{"message":"The selected model requires paid balance. Your paid balance is insufficient."}"#,
        ),
        (429, r#"{"error":{"code":"1113","message":"您的账户已欠费，请充值后重试。"}}"#),
        (
            429,
            r#"{"error":{"code":"1113","message":"Insufficient balance or no resource package. Please recharge."}}"#,
        ),
        (429, r#"{"error":{"code":"1113","message":"余额不足或无可用资源包,请充值。"}}"#),
        (
            429,
            r#"{"error":{"message":"You exceeded your current token quota, please check your account balance","type":"exceeded_current_quota_error"}}"#,
        ),
        (
            429,
            r#"{"error":{"message":"Your account is suspended due to insufficient balance, please recharge your account","type":"exceeded_current_quota_error"}}"#,
        ),
        (
            403,
            r#"{"error":{"message":"用户额度不足, 剩余额度: ¥0.000000","type":"new_api_error","code":"insufficient_user_quota"}}"#,
        ),
        (403, r#"{"error":{"message":"该令牌额度已用尽","type":"one_api_error"}}"#),
        (
            403,
            r#"{"error":{"code":"AccountOverdueError","message":"The request failed because your account has an overdue balance."}}"#,
        ),
        (
            403,
            r#"{"error":{"code":"AllocationQuota.FreeTierOnly","message":"The free tier of the model has been exhausted."}}"#,
        ),
        (
            400,
            r#"{"code":"Arrearage","message":"Access denied, please make sure your account is in good standing."}"#,
        ),
        (
            402,
            r#"{"error":{"message":"This request requires more credits, or fewer max_tokens.","code":402}}"#,
        ),
        (
            429,
            r#"{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","code":"insufficient_quota"}}"#,
        ),
        (
            429,
            r#"{"error":{"message":"Billing hard limit has been reached","code":"billing_hard_limit_reached"}}"#,
        ),
        (
            400,
            r#"{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the API."}}"#,
        ),
        (
            429,
            r#"{"code":"Some resource has been exhausted","error":"Your team has either used all available credits or reached its monthly spending limit."}"#,
        ),
        (
            402,
            r#"{"error":"You have exceeded your monthly included credits for Inference Providers."}"#,
        ),
        (
            403,
            r#"{"error":{"message":"You have run out of credits. Please add more.","type":"credit_limit"}}"#,
        ),
        (
            429,
            r#"{"error":{"code":"SetLimitExceeded","message":"Your account has reached the set inference limit, and the model service has been paused."}}"#,
        ),
        (500, r#"{"error":{"message":"账户余额不足"}}"#),
        (403, r#"{"error":{"message":"您的額度不足，請儲值"}}"#),
        (403, r#"{"message":"Inactive subscription or usage limit reached"}"#),
        (
            412,
            r#"{"error":{"message":"Account x is suspended, possibly due to reaching the monthly spending limit."}}"#,
        ),
        (
            400,
            r#"{"error":{"code":"ResourceInsufficient.ChargeResourceExhaust","message":"计费资源已耗尽。"}}"#,
        ),
        (403, r#"{"detail":"Account 'abc': Cloud credits expired - Please contact support"}"#),
        (
            403,
            r#"{"error":{"message":"预扣费额度失败, 用户剩余额度: $0.01, 需要预扣费额度: $0.02"}}"#,
        ),
        (403, r#"{"error":{"message":"user quota is not enough"}}"#),
        (403, r#"{"error":{"message":"You've used up your points."}}"#),
        (403, r#"{"error":{"message":"Your free trial has expired. Please upgrade your plan."}}"#),
        (
            403,
            r#"{"error":{"message":"inference prohibited, please enter a payment method or top up"}}"#,
        ),
        (403, r#"{"error":{"message":"该账号的免费额度已过期"}}"#),
        (403, r#"{"error":{"message":"Your prepaid credits have been exhausted"}}"#),
        (403, r#"{"error":{"message":"账户已停服，请续费"}}"#),
        (
            429,
            r#"{"error":{"message":"Your plan's request quota has been reached. Upgrade to continue."}}"#,
        ),
        (403, r#"{"error":{"message":"Billing is disabled for this project"}}"#),
        (429, r#"{"error":{"message":"No remaining credits."}}"#),
        (403, r#"{"error":{"message":"クレジット残高が不足しています"}}"#),
        (
            429,
            r#"[{"error":{"code":429,"message":"Quota exceeded for metric: free_tier_requests, limit: 0, model: x. Please retry in 20.04466179s.","status":"RESOURCE_EXHAUSTED"}}]"#,
        ),
        (
            429,
            r#"{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"{\"error\":{\"message\":\"suspended due to insufficient balance\"}}"}}}"#,
        ),
    ] {
        assert_eq!(of(status, body), EXHAUSTED, "{status} {body}");
    }
}

#[test]
fn an_account_without_money_is_known_without_a_status() {
    for body in [
        json!({ "choices": null, "base_resp": { "status_code": 1008, "status_msg": "insufficient balance" } }),
        json!({ "error": { "code": "1113", "message": "账户欠费" } }),
        json!({ "code": 403, "msg": "余额不足" }),
    ] {
        let details = ErrorDetails::of(&body);
        assert_eq!(allowance(details.status, None, &details), EXHAUSTED, "{body}");
    }
}

#[test]
fn an_allowance_for_a_day_renews_without_the_user() {
    let wait =
        |seconds| Some(Allowance::Spent { renews: true, wait: Some(Duration::from_secs(seconds)) });
    let open = Some(Allowance::Spent { renews: true, wait: None });
    for (status, body, meant) in [
        (
            429,
            r#"{"error":{"message":"Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day","code":429}}"#,
            open,
        ),
        (
            429,
            r#"{"error":{"message":"Rate limit reached on tokens per day (TPD): Limit 100000, Used 97050, Requested 3619. Please try again in 9m38.016s."}}"#,
            wait(579),
        ),
        (
            429,
            r#"[{"error":{"message":"You exceeded your current quota.","details":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"},{"retryDelay":"34s"}]}}]"#,
            wait(34),
        ),
        (429, r#"{"error_code":17,"error_msg":"Open api daily request limit reached"}"#, open),
        (429, r#"{"error":{"code":"1304","message":"该 API 今日调用次数已达限额"}}"#, open),
        (
            429,
            r#"{"error":{"code":"1308","message":"已达到 5 小时的使用上限。您的限额将在 18:00 重置"}}"#,
            open,
        ),
        (
            429,
            r#"{"error":{"message":"Number of request tokens has exceeded your daily rate limit"}}"#,
            open,
        ),
        (
            429,
            r#"{"error":"you have reached your weekly usage limit, upgrade for higher limits"}"#,
            open,
        ),
        (500, r#"Token limit (500,000 per day) exceeded."#, open),
        (403, r#"{"error":{"message":"You have reached your quota for today"}}"#, open),
        (
            429,
            r#"{"message":"You are using a Trial key, which is limited to 1000 API calls / month."}"#,
            open,
        ),
        (
            429,
            r#"{"error":{"message":"Rate limit of 50 per 86400s exceeded for UserByModelByDay. Please wait 40000 seconds before retrying."}}"#,
            wait(40_000),
        ),
        (
            429,
            r#"{"errors":[{"code":4006,"message":"you have used up your daily free allocation of 10,000 neurons"}]}"#,
            open,
        ),
        (
            429,
            r#"{"message":"Request was rejected due to rate limiting. Details: TPD limit reached."}"#,
            open,
        ),
        (429, r#"{"message":"Too many tokens per day, please wait before trying again."}"#, open),
        (
            429,
            r#"{"error":{"message":"You have exceeded the call rate limit. Please retry after 86400 seconds."}}"#,
            wait(86_400),
        ),
    ] {
        assert_eq!(of(status, body), meant, "{status} {body}");
    }
}

#[test]
fn too_much_at_once_is_no_empty_account() {
    let wait = |seconds| Some(Allowance::Later(Some(Duration::from_secs(seconds))));
    let open = Some(Allowance::Later(None));
    for (status, body, meant) in [
        (429, r#"{"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"}}"#, open),
        (
            429,
            r#"{"error":{"message":"Add a payment method at https://example.org/account/billing to raise your rate limit"}}"#,
            open,
        ),
        (429, "<html>slow down</html>", open),
        (
            429,
            r#"[{"error":{"message":"You exceeded your current quota, please check your plan and billing details. Please retry in 2.1s.","status":"RESOURCE_EXHAUSTED","details":[{"retryDelay":"2s"}]}}]"#,
            wait(3),
        ),
        (
            429,
            r#"[{"error":{"message":"You exceeded your current quota","details":[{"quotaId":"GenerateContentInputTokensPerModelPerMinute-FreeTier"},{"retryDelay":"26s"}]}}]"#,
            wait(26),
        ),
        (
            429,
            r#"{"error":{"message":"You exceeded your current requests list, allocated quota exceeded, please increase your quota limit.","type":"limit_requests","code":"insufficient_quota"}}"#,
            open,
        ),
        (
            429,
            r#"{"error":{"message":"allocated quota exceeded","code":"insufficient_quota"}}"#,
            open,
        ),
        (
            429,
            r#"{"error":{"message":"Rate limit reached for x on tokens per minute (TPM): Limit 6000. Please try again in 870ms. Upgrade at https://example.org/settings/billing"}}"#,
            wait(1),
        ),
        (
            429,
            r#"{"error":{"message":"Your account request reached organization max RPM: 3, please try again after 1 seconds","type":"rate_limit_reached_error"}}"#,
            wait(1),
        ),
        (
            429,
            r#"{"error":{"code":"1302","message":"您的账户已达到速率限制，请您控制请求频率"}}"#,
            open,
        ),
        (
            429,
            r#"{"error":{"code":"ServerOverloaded","message":"The service is currently overloaded."}}"#,
            open,
        ),
        (
            429,
            r#"{"error":{"code":"RateLimitExceeded.EndpointRPMExceeded","message":"The RPM limit of the endpoint was exceeded"}}"#,
            open,
        ),
        (
            429,
            r#"{"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your rate limit of 30,000 input tokens per minute."}}"#,
            open,
        ),
        (
            429,
            r#"{"error":{"message":"Resource exhausted. Please try again later.","status":"RESOURCE_EXHAUSTED"}}"#,
            open,
        ),
        (
            529,
            r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#,
            open,
        ),
        (503, r#"{"error":{"message":"System is too busy now"}}"#, open),
        (400, r#"{"error_code":18,"error_msg":"Open api qps request limit reached"}"#, open),
        (429, r#"{"message":"Requests rate limit exceeded"}"#, open),
        (429, "", open),
        (
            429,
            r#"{"error":{"message":"You have reached the usage limit of 20 requests per 60 seconds"}}"#,
            open,
        ),
        (429, r#"{"message":"Details: TPM limit reached."}"#, open),
        (
            403,
            r#"{"error":{"message":"You have exceeded your quota of 60 requests per minute"}}"#,
            open,
        ),
        (429, r#"{"error":{"message":"每分钟额度已用完，请稍后再试"}}"#, open),
        (429, r#"{"message":"Too many tokens, please wait before trying again."}"#, open),
        (429, r#"{"message":"Service tier capacity exceeded for this model."}"#, open),
    ] {
        assert_eq!(of(status, body), meant, "{status} {body}");
    }
}

#[test]
fn what_is_not_about_an_allowance_is_left_to_others() {
    for (status, body) in [
        (400, r#"{"error":{"message":"temperature must be at most 2"}}"#),
        (401, r#"{"error":{"message":"Incorrect API key provided"}}"#),
        (404, r#"{"error":{"message":"The model `x` does not exist"}}"#),
        (500, r#"{"error":{"message":"internal error"}}"#),
        (403, r#"{"error":{"message":"Country, region, or territory not supported"}}"#),
        (502, ""),
        (502, r#"{"error":{"message":"load balancer: not enough healthy upstreams"}}"#),
        (403, r#"{"error":{"message":"insufficient permissions: credentials expired"}}"#),
        (500, r#"{"error":{"message":"系统计算资源不足"}}"#),
        (500, r#"{"error":{"message":"额度查询失败"}}"#),
        (500, r#"{"error":{"message":"停服维护中"}}"#),
        (500, r#"{"error":{"message":"CUDA out of memory: insufficient resources"}}"#),
    ] {
        assert_eq!(of(status, body), None, "{status} {body}");
    }
}

#[test]
fn a_wait_is_read_in_every_unit() {
    for (words, seconds) in [
        ("retry in 2.1s.", Some(3)),
        ("try again in 9m38.016s. need more", Some(579)),
        ("try again in 1h2m3s", Some(3723)),
        ("try again in 20 seconds", Some(20)),
        ("try again in 6ms.", Some(1)),
        ("please try again after 1 seconds", Some(1)),
        ("retry after 2 minutes, 5 seconds", Some(125)),
        ("again in a while", None),
        ("again in 99999999999999999999999h", Some(2_678_400)),
        ("429 26s resource_exhausted", Some(26)),
        ("models 3s", Some(3)),
        ("again in 5 apples", None),
    ] {
        assert_eq!(wait_in(words), seconds.map(Duration::from_secs), "{words}");
    }
}
