import { useQuery } from '@tanstack/react-query'
import type { Model } from '@trialogue/contract'
import { ChevronDown, Columns3Cog, Users } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Menu } from '../../components/menu.tsx'
import { type Command, useCommands } from '../../lib/commands.ts'
import { modelsQuery } from '../../lib/queries/models.ts'
import { useContent, useWorkspace } from '../../lib/workspace.ts'
import { type Family, listFamilies, mainFamily } from './list-families.ts'
import { setFamily } from './set-family.ts'

/** Fetched when it is first opened. */
const RenderingsDialog = lazy(async () => ({
  default: (await import('./renderings-dialog.tsx')).RenderingsDialog,
}))

/** Above the columns: asks all kinds of a family at once, and shows what each of them reads. */
export function FamilyTools() {
  const { t } = useTranslation('family')
  const families = useFamilies()
  const columns = useContent((content) => content.columns)
  const [isShowing, setIsShowing] = useState(false)
  const family = mainFamily(
    families,
    columns.map(({ modelId }) => modelId),
  )
  useFamilyCommands(families, () => setIsShowing(true))
  if (family === undefined) return null
  return (
    <>
      <FamilyMenu families={families} />
      <Button look="quiet" size="small" title={t('renderings.hint')} onClick={() => setIsShowing(true)}>
        <Columns3Cog size={16} aria-hidden className="text-muted" />
        <span className="@max-[28rem]:sr-only">{t('renderings.button')}</span>
      </Button>
      {isShowing ? (
        <Suspense>
          <RenderingsDialog family={family} onClose={() => setIsShowing(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

function useFamilyCommands(families: readonly Family[], showRenderings: () => void): void {
  const { t } = useTranslation('family')
  const update = useWorkspace((state) => state.update)
  useCommands([
    ...families.map(
      (family): Command => ({
        id: `columns.family.${family.id}`,
        group: 'columns',
        title: t('pick.command', { family: family.name }),
        icon: Users,
        run: () => update(setFamily(family)),
      }),
    ),
    {
      id: 'view.renderings',
      group: 'view',
      title: t('renderings.button'),
      icon: Columns3Cog,
      disabledReason: families.length === 0 ? t('pick.none') : undefined,
      run: showRenderings,
    },
  ])
}

function FamilyMenu({ families }: { readonly families: readonly Family[] }) {
  const { t } = useTranslation('family')
  const words = useTranslation('words')
  const update = useWorkspace((state) => state.update)
  const modelIds = useContent(({ columns }) => columns.map(({ modelId }) => modelId).join(' ')).split(' ')
  const isShown = ({ members }: Family) =>
    members.length === modelIds.length && members.every(({ id }, index) => modelIds[index] === id)
  return (
    <Menu
      trigger={
        <Button look="quiet" size="small" title={t('pick.hint')}>
          <Users size={16} aria-hidden className="text-muted" />
          {t('pick.button')}
          <ChevronDown size={16} aria-hidden className="text-muted" />
        </Button>
      }
      groups={[
        families.map((family) => ({
          label: family.name,
          hint: family.members.map(({ kind }) => words.t(`kind.${kind}`)).join(' · '),
          isChecked: isShown(family),
          onSelect: () => update(setFamily(family)),
        })),
      ]}
    />
  )
}

const noFamilies: readonly Family[] = []
const selectFamilies = ({ items }: { readonly items: readonly Model[] }) => listFamilies(items)

function useFamilies(): readonly Family[] {
  return useQuery({ ...modelsQuery, select: selectFamilies }).data ?? noFamilies
}
