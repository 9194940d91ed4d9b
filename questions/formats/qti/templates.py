"""The documents of a package of QTI 2.1; what is filled in is XML already."""

ITEM = """\
<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier={identifier} title={title} \
adaptive="false" timeDependent="false">
  <responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="identifier">
    <correctResponse>{correct}</correctResponse>
  </responseDeclaration>
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float">
    <defaultValue><value>0</value></defaultValue>
  </outcomeDeclaration>
  <outcomeDeclaration identifier="CHOSEN" cardinality="{cardinality}" baseType="identifier"/>
  <outcomeDeclaration identifier="ANSWERED" cardinality="single" baseType="identifier"/>
  <itemBody>
{stem}    <choiceInteraction responseIdentifier="RESPONSE" shuffle="{shuffle}" maxChoices="{most}">
{choices}    </choiceInteraction>
  </itemBody>
  <responseProcessing>
    <responseCondition>
      <responseIf>
        <match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>
        <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
      </responseIf>
    </responseCondition>
    <setOutcomeValue identifier="CHOSEN"><variable identifier="RESPONSE"/></setOutcomeValue>
    <setOutcomeValue identifier="ANSWERED"><baseValue baseType="identifier">YES</baseValue></setOutcomeValue>
  </responseProcessing>
{feedback}</assessmentItem>
"""
CORRECT = "<value>{identifier}</value>"
CHOICE = """      <simpleChoice identifier="{identifier}">{text}</simpleChoice>\n"""
FEEDBACK = """\
  <modalFeedback outcomeIdentifier="{outcome}" identifier="{identifier}" showHide="show">{text}</modalFeedback>
"""

TEST = """\
<?xml version="1.0" encoding="UTF-8"?>
<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="TEST" title="Questions">
  <testPart identifier="PART" navigationMode="nonlinear" submissionMode="simultaneous">
{sections}  </testPart>
</assessmentTest>
"""
SECTION = """\
    <assessmentSection identifier="SECTION-{number}" title={title} visible="true">
{items}    </assessmentSection>
"""
ITEM_REFERENCE = """      <assessmentItemRef identifier="{identifier}" href="items/{identifier}.xml"/>\n"""

MANIFEST = """\
<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="MANIFEST">
  <metadata>
    <schema>QTIv2.1 Package</schema>
    <schemaversion>1.0.0</schemaversion>
  </metadata>
  <organizations/>
  <resources>
    <resource identifier="TEST" type="imsqti_test_xmlv2p1" href="test.xml">
      <file href="test.xml"/>
{dependencies}    </resource>
{resources}  </resources>
</manifest>
"""
RESOURCE = """\
    <resource identifier="ITEM-{identifier}" type="imsqti_item_xmlv2p1" href="items/{identifier}.xml">
      <file href="items/{identifier}.xml"/>
{files}    </resource>
"""
FILE = """      <file href={href}/>\n"""
DEPENDENCY = """      <dependency identifierref="ITEM-{identifier}"/>\n"""
