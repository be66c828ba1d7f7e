"""Lists and calls every tool of `paperboy mcp` with the inspector's command line and with the Python SDK."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

from mcp import Client, StdioServerParameters

PROGRAM, LIBRARY = sys.argv[1:]
SERVER = {"command": PROGRAM, "args": ["--library", LIBRARY, "mcp"]}
PAPER = "1706.03762"
CALLS = {
    "search": {"query": "attention", "fields": ["authors"], "limit": 3},
    "read": {"id": PAPER},
    "day": {"date": "2025-01-06"},
    "related": {"id": PAPER},
    "cite": {"ids": [PAPER], "form": "bibtex"},
    "verify": {"id": PAPER, "sentence": "It reaches 28.4 BLEU."},
    "mark": {"ids": [PAPER], "starred": True},
}
NODE = Path("node_modules/.bin/node").resolve()
# Counts each line of stdin, which is a text in JSON.
COUNT = """
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { readFileSync } from 'node:fs'
for (const line of readFileSync(0, 'utf8').split('\\n')) if (line) console.log(countTokens(JSON.parse(line)))
"""


def tokens(texts: list[str]) -> list[int]:
    """How many tokens a model of OpenAI counts in some texts."""
    command = [NODE, "--input-type=module", "--eval", COUNT]
    lines = "\n".join(json.dumps(text) for text in texts)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return [int(count) for count in done.stdout.split()]


def report(peer: str, tools: list, answers: dict) -> None:
    """Prints what a peer got, and stops where it is wrong."""
    assert {tool["name"] for tool in tools} == set(CALLS), f"{peer} lists {[tool['name'] for tool in tools]}"
    listed, *counts = tokens([json.dumps(tools, separators=(",", ":"))] + [json.dumps(answer) for answer in answers.values()])
    print(f"{peer}: {len(tools)} tools, {listed} tokens")
    assert listed <= 2500
    for (name, answer), count in zip(answers.items(), counts):
        assert not answer.get("isError"), f"{peer}: {name}: {answer}"
        assert answer["structuredContent"]["notice"], f"{peer}: {name}: {answer}"
        assert count <= 8000, f"{peer}: {name}: {count} tokens"
        print(f"  {name}: {count} tokens")


def inspect(era: str, *words: str) -> dict:
    """What the inspector's command line prints."""
    inspector = "node_modules/@modelcontextprotocol/inspector"
    entry = json.loads(Path(inspector, "package.json").read_text())["bin"]["mcp-inspector"]
    command = [NODE, Path(inspector, entry), "--cli", "--config", "servers.json", "--server", era, *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"the inspector ended with {done.returncode}: {done.stdout} {done.stderr}"
    return json.loads(done.stdout)


def with_inspector(era: str) -> None:
    tools = inspect(era, "--method", "tools/list")["tools"]
    answers = {}
    for name, arguments in CALLS.items():
        words = [word for key, value in arguments.items() for word in ("--tool-arg", f"{key}={json.dumps(value)}")]
        answers[name] = inspect(era, "--method", "tools/call", "--tool-name", name, *words)
    report(f"inspector, {era}", tools, answers)
    for method, field in [("resources/list", "resources"), ("prompts/list", "prompts")]:
        print(f"  {method}: {len(inspect(era, '--method', method)[field])}")


async def with_sdk(mode: str) -> None:
    async with Client(StdioServerParameters(**SERVER), mode=mode) as client:
        tools = (await client.list_tools()).model_dump(by_alias=True, mode="json", exclude_none=True)["tools"]
        answers = {}
        for name, arguments in CALLS.items():
            answer = await client.call_tool(name, arguments)
            answers[name] = answer.model_dump(by_alias=True, mode="json", exclude_none=True)
        report(f"Python SDK, {client.protocol_version}", tools, answers)
        text = (await client.read_resource(f"paperboy://paper/{PAPER}")).contents[0].text
        assert "untrusted-" in text
        prompt = await client.get_prompt("compare", {"ids": f"{PAPER} 2005.14165"})
        assert PAPER in prompt.messages[0].content.text


ERAS = ["legacy", "modern"]
servers = {era: {**SERVER, "type": "stdio", "protocolEra": era} for era in ERAS}
Path("servers.json").write_text(json.dumps({"mcpServers": servers}))
for era in ERAS:
    with_inspector(era)
for mode in ["legacy", "auto"]:
    asyncio.run(with_sdk(mode))
print("all tools answer all peers")
